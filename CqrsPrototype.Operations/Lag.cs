using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Operations;

/// <summary>How much of the log has not had its effect yet.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Seconds">How long the oldest of them has been waiting.</param>
internal sealed record Lag(long Events, double Seconds)
{
    public static Lag Of(SubscriptionLag lag) => new(lag.Events, Math.Round(lag.Age.TotalSeconds, 3));
}
