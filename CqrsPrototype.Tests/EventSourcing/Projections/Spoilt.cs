namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>Where a projection throws.</summary>
public enum Spoilt
{
    Nothing,
    Apply,
    SortKey,
    SearchTerms,
}
