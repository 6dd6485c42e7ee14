using System.Diagnostics.Metrics;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>Reads from the stores how far everything is, so that it is told whoever is dead: any process that knows the log can tell it.</summary>
/// <remarks>While nobody listens, nothing is read. What could not be read is not told, rather than something old.</remarks>
internal sealed class FlowMonitor : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly MonitoredViews _views;
    private readonly IEventLog _log;
    private readonly ICheckpointStore _checkpoints;
    private readonly IStuckStreams _stuck;
    private readonly ISequencerStore? _sequencer;
    private readonly IEventConsumers? _queues;
    private readonly IParkedMessages? _parked;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ObservableGauge<long> _position;
    private volatile FlowReading _reading = FlowReading.Nothing;

    public FlowMonitor(
        MonitoredViews views, IEventLog log, ICheckpointStore checkpoints, IStuckStreams stuck, IMeterFactory meters, TimeProvider time,
        ILogger<FlowMonitor> logger, ISequencerStore? sequencer = null, IEventConsumers? queues = null, IParkedMessages? parked = null)
    {
        (_views, _log, _checkpoints, _stuck, _sequencer, _queues, _parked) = (views, log, checkpoints, stuck, sequencer, queues, parked);
        (_time, _logger) = (time, logger);
        _position = CreateGauges(meters.Create(EventSourcingTelemetry.Name));
    }

    /// <summary>Asks the stores, if somebody listens.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_position.Enabled)
        {
            _reading = await ReadAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(Interval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ObservableGauge<long> CreateGauges(Meter meter)
    {
        if (_sequencer is not null)
        {
            Gauge("cqrs.sequencer.backlog", "{commit}", "Commits without a place in the log; 1000 means that many or more.", r => r.Sequencer?.Commits);
            Gauge("cqrs.sequencer.lag", "s", "How long the oldest of them has been there; 0 without any.", r => r.Sequencer?.Age.TotalSeconds);
        }

        if (_queues is not null)
        {
            Gauge("cqrs.relay.backlog", "{event}", "Events in the log that the broker has not confirmed.", r => r.Relay?.Events);
            Gauge("cqrs.relay.lag", "s", "How long the oldest of them has been there; 0 without any.", r => r.Relay?.Age.TotalSeconds);
        }

        if (_parked is not null)
        {
            Gauge("cqrs.messages.parked", "{message}", "Messages on the list of parked ones.", r => r.Parked);
        }

        Each("cqrs.projection.backlog", "{event}", "Events in the log that are not known to be in the views.", p => p.Lag?.Events);
        Each("cqrs.projection.lag", "s", "How long the oldest of them has been there; 0 without any.", p => p.Lag?.Age.TotalSeconds);
        Each("cqrs.projection.stuck", "{stream}", "Streams whose projection failed.", p => p.Stuck);
        return Gauge("cqrs.log.position", "{event}", "Events in the log.", r => r.End?.Value);

        ObservableGauge<T> Gauge<T>(string name, string unit, string description, Func<FlowReading, T?> value)
            where T : struct =>
            meter.CreateObservableGauge(name, () => value(_reading) is { } known ? [new Measurement<T>(known)] : Array.Empty<Measurement<T>>(), unit, description);

        void Each<T>(string name, string unit, string description, Func<ProjectionReading, T?> value)
            where T : struct =>
            meter.CreateObservableGauge(
                name,
                () => from projection in _reading.Projections
                      where value(projection) is not null
                      select new Measurement<T>(value(projection)!.Value, projection.Tags.Projection),
                unit,
                description);
    }

    private async ValueTask<FlowReading> ReadAsync(CancellationToken stoppingToken)
    {
        var projections = new List<ProjectionReading>();
        foreach (var view in _views.Names)
        {
            projections.Add(new ProjectionReading(
                new ProjectionTags(view),
                await TryAsync(async token => await SubscriptionLag.ReadAsync(view.ToString(), _checkpoints, _log, _time, token), stoppingToken),
                await TryAsync(async token => (long?)await _stuck.CountAsync(view, token), stoppingToken)));
        }

        return new FlowReading(
            await TryAsync(async token => (GlobalPosition?)await _log.GetEndAsync(token), stoppingToken),
            _sequencer is null ? null : await TryAsync(token => SequencerBacklog.ReadAsync(_sequencer, _time, token), stoppingToken),
            _queues is null ? null : await TryAsync(async token => await SubscriptionLag.ReadAsync(Relay.Name, _checkpoints, _log, _time, token), stoppingToken),
            _parked is null ? null : await TryAsync(async token => (long?)await _parked.CountAsync(token), stoppingToken),
            projections);
    }

    private async ValueTask<T?> TryAsync<T>(Func<CancellationToken, ValueTask<T?>> read, CancellationToken stoppingToken)
    {
        try
        {
            return await read(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends, and nobody asks any more.
        }
        catch (EventStoreUnavailableException exception)
        {
            _logger.NotRead(exception.Message);
        }
        catch (Exception exception)
        {
            // Such as something stored that cannot be read: that must not end a process that is only to tell of it.
            _logger.ReadingFailed(exception);
        }

        return default;
    }
}
