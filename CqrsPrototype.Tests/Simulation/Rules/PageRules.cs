namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>I1 to I4 as sequencers leave them after each of their steps.</summary>
internal sealed class PageRules(World world)
{
    private int _checked;

    public void Check()
    {
        if (world.State.Slots is not { } slots || slots.Changes == _checked)
        {
            return;
        }

        try
        {
            slots.CheckInvariants();
            _checked = slots.Changes;
        }
        catch (InvalidOperationException exception)
        {
            world.Require(holds: false, "The pages are one right log", $"{exception.Message}");
        }
    }
}
