using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>What the product measures while this listens; tests that run beside it are told apart by their attributes.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _all = new();

    /// <param name="scope">Whose gauges count; those of other hosts are left out.</param>
    public Measurements(object? scope = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("CqrsPrototype.", StringComparison.Ordinal) && (instrument.Meter.Scope is null || instrument.Meter.Scope == scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All values of an instrument that have these attributes among theirs, oldest first.</summary>
    public IReadOnlyList<double> Of(string instrument, params (string Name, object Value)[] attributes) =>
    [
        .. from measured in _all
           where measured.Name == instrument && attributes.All(attribute => Equals(measured.Tags.GetValueOrDefault(attribute.Name), attribute.Value))
           select measured.Value,
    ];

    /// <summary>What a gauge says now; <see langword="null"/> where it says nothing.</summary>
    public double? Ask(string gauge)
    {
        _all.Clear();
        _listener.RecordObservableInstruments();
        return _all.Where(m => m.Name == gauge).Select(m => (double?)m.Value).SingleOrDefault();
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
