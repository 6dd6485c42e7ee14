using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CqrsPrototype.Rabbit.Telemetry;

/// <summary>What the adapter tells about itself; docs/telemetry.md describes it.</summary>
public static class BrokerTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CqrsPrototype.RabbitMQ";

    internal const string SystemTag = "messaging.system";
    internal const string System = "rabbitmq";
    internal const string OperationTag = "messaging.operation.name";
    internal const string OperationTypeTag = "messaging.operation.type";
    internal const string DestinationTag = "messaging.destination.name";
    internal const string Publish = "publish";
    internal const string Process = "process";

    internal static readonly ActivitySource Source = new(Name);

    // The boundaries of the conventions, and one below for a broker on the same machine.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> ConfirmDuration = Duration(
        "messaging.client.operation.duration", "From sending a message until the broker has confirmed it.");

    internal static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that were sent; with an error type those whose batch was not confirmed.");

    internal static readonly Counter<long> Consumed = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that were taken from a queue.");

    internal static readonly Histogram<double> ProcessDuration = Duration(
        "messaging.process.duration", "From taking a batch of messages until it was acknowledged.");

    internal static readonly Counter<long> Returns = Meter.CreateCounter<long>(
        "cqrs.broker.returns", "{message}", "Messages that the broker gave back because no queue takes them.");

    internal static readonly Counter<long> Nacks = Meter.CreateCounter<long>(
        "cqrs.broker.nacks", "{message}", "Messages that the broker refused.");

    private static Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
}
