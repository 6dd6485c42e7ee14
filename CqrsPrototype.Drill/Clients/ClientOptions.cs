namespace CqrsPrototype.Drill.Clients;

/// <summary>How much load there is.</summary>
/// <param name="Clients">How many clients there are; each waits for its answer before it goes on.</param>
/// <param name="Users">How many users they share: few, so that they meet.</param>
/// <param name="Pause">The longest pause of a client between two requests.</param>
internal sealed record ClientOptions(int Clients = 24, int Users = 300, TimeSpan Pause = default);
