namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>A store whose global order is made by a <see cref="Sequencer"/>.</summary>
public interface ISequencerStore
{
    /// <summary>Begins a pass. What the pass reads is never older than what it has itself read or written, also after a failover.</summary>
    ISequencerPass Begin();
}
