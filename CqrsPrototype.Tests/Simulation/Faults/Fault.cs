namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>What can go wrong with one request.</summary>
internal enum Fault
{
    None,

    /// <summary>Nothing happens, and who has asked is told of an error or is gone, which is the same.</summary>
    Before,

    /// <summary>The request has its effect, and who has asked is told of an error or is gone.</summary>
    After,

    /// <summary>Who has asked is told of an error; the write happens some time later.</summary>
    Late,

    /// <summary>A part of a write happens, or a part of what there is is seen.</summary>
    Partial,
}
