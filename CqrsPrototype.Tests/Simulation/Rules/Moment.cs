using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>An account between two commits.</summary>
/// <param name="Version">The version it has.</param>
/// <param name="State">Its state.</param>
/// <param name="From">The moment at which the commit before was stored.</param>
/// <param name="Until">The moment at which the next one was.</param>
internal sealed record Moment(StreamVersion Version, AccountState State, int From, int Until);
