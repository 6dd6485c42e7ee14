using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Rabbit.Telemetry;
using CqrsPrototype.Tests.Operations;
using CqrsPrototype.Users.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>Dashboards and alerts are made against docs/telemetry.md: it must say what the code does.</summary>
public sealed class DocumentedTelemetryTests
{
    [Fact]
    public void The_document_and_the_code_list_the_same_instruments()
    {
        var documented = DocumentedInstrument.All.Select(i => (i.Meter, i.Name, i.Kind, i.Unit)).Order();

        InCode().Select(i => (i.Meter.Name, i.Name, KindOf(i), i.Unit!)).Order().Should().Equal(documented);
    }

    [Fact]
    public void The_document_says_of_each_instrument_what_the_code_says()
    {
        var documented = DocumentedInstrument.All.ToDictionary(i => i.Name);
        foreach (var instrument in InCode())
        {
            documented[instrument.Name].Meaning.Should().StartWith(instrument.Description);
        }
    }

    [Fact]
    public void The_names_in_Prometheus_are_those_that_its_OTLP_receiver_makes() =>
        DocumentedInstrument.All.Should().OnlyContain(i => i.Prometheus == i.Translated);

    private static List<Instrument> InCode()
    {
        foreach (var type in new[] { typeof(Instruments), typeof(BrokerTelemetry), typeof(UserTelemetry) })
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var services = new ServiceCollection().AddLogging().AddMetrics().AddInMemoryEventStore().AddFlowMonitor(new ViewName("users", 1));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IEventConsumers>(new FakeBroker());
        services.AddSingleton<ISequencerStore>(new IdleSequencerStore());
        using var host = services.BuildServiceProvider();
        var scope = host.GetRequiredService<IMeterFactory>();
        using var monitor = ActivatorUtilities.CreateInstance<FlowMonitor>(host);

        var published = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("CqrsPrototype.", StringComparison.Ordinal) && (instrument.Meter.Scope is null || instrument.Meter.Scope == scope))
                {
                    published.Add(instrument);
                }
            },
        };
        listener.Start();
        return published;
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" => "counter",
        "UpDownCounter`1" => "up-down counter",
        "Histogram`1" => "histogram",
        _ when instrument.IsObservable => "gauge",
        var other => other,
    };

    private sealed class IdleSequencerStore : ISequencerStore
    {
        public ISequencerPass Begin() => throw new System.Diagnostics.UnreachableException("Nobody looks in these tests.");
    }
}
