namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>What can go wrong with one step of a sequencer.</summary>
internal enum Fault
{
    None,

    /// <summary>Nothing happens, and the sequencer is gone or is told of an error, which is the same.</summary>
    Before,

    /// <summary>The step has its effect, and the sequencer is gone or is told of an error.</summary>
    After,

    /// <summary>The sequencer is told of an error; the write happens some time later.</summary>
    Late,

    /// <summary>A part of a write happens, or a part of what there is is seen.</summary>
    Partial,
}
