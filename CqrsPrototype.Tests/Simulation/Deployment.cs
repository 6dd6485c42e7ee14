namespace CqrsPrototype.Tests.Simulation;

/// <summary>How the parts are put together.</summary>
internal enum Deployment
{
    /// <summary>The store orders the log by itself.</summary>
    Embedded,

    /// <summary>Sequencers make the log, out of what has been appended.</summary>
    Distributed,
}
