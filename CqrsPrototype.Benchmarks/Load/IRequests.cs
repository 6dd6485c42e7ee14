namespace CqrsPrototype.Benchmarks.Load;

/// <summary>A kind of request, and the answer that it must get.</summary>
internal interface IRequests
{
    /// <summary>The status that counts; any other ends the measurement, since a measurement of failures is none.</summary>
    int Expected { get; }

    /// <summary>Writes a request.</summary>
    /// <param name="buffer">Where.</param>
    /// <param name="number">Which: each number is given out once.</param>
    /// <returns>How long it is.</returns>
    int Write(Span<byte> buffer, long number);
}
