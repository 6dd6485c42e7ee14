using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>C1 and I6: everything below a checkpoint has had its effect, and so has everything that is acknowledged to the queue.</summary>
internal sealed class CheckpointRules(World world)
{
    // Effects stay, so nobody needs to look twice.
    private readonly Dictionary<string, int> _checked = [];

    public void Advanced(string subscription, GlobalPosition position)
    {
        var next = _checked.GetValueOrDefault(subscription);
        for (; next < world.Rules.Log.Known.Count && world.Rules.Log.Known[next].Position < position; next++)
        {
            foreach (var recorded in world.Rules.Log.Known[next].Recorded())
            {
                world.Require(
                    subscription == Relay.Name ? world.Rules.Wire.Has(recorded) : world.Rules.Views.Has(recorded),
                    "A checkpoint is never ahead of its effects", $"{subscription} is at {position}, without {recorded.Stream}/{recorded.Version}");
            }
        }

        _checked[subscription] = next;
    }

    public void Acknowledged(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events.Where(recorded => !world.Forged.Contains(recorded.Event.Id)))
        {
            world.Require(world.Rules.Views.Has(recorded), "Nothing is acknowledged before its effect", $"{recorded.Stream}/{recorded.Version}");
        }
    }
}
