namespace CqrsPrototype.Tests.Simulation.Faults;

/// <summary>Faults by chance: some seeds have none, some have many. They end when all is to come to rest.</summary>
internal sealed class RandomFaults(Random chance) : IFaults
{
    private static readonly Fault[] OfReads = [Fault.Before, Fault.Before, Fault.After, Fault.Partial];
    private static readonly Fault[] OfWrites = [Fault.Before, Fault.After, Fault.After, Fault.Late, Fault.Late, Fault.Partial];

    private readonly double _faults = chance.Pick([0, 0.01, 0.05, 0.2]);
    private readonly double _deaths = chance.Pick([0, 0.002, 0.01]);
    private readonly (double WithCommit, double WithPage) _serverDeaths = chance.Pick([(0, 0), (0.3, 0.3), (0.01, 0.5)]);
    private readonly double _slow = chance.Pick([0.01, 0.1]);
    private readonly double _blind = chance.Pick([0, 0.3]);

    public bool AreOver { get; set; }

    public TimeSpan Travel() => chance.NextDouble() switch
    {
        < 0.3 => TimeSpan.Zero,
        var x when x < 1 - _slow || AreOver => chance.Milliseconds(0, 5),
        _ => chance.Milliseconds(5, 2000),
    };

    public Fault Next(string process, string step, bool isWrite)
    {
        if (step == "scan" && chance.NextDouble() < _blind)
        {
            return Fault.Partial;
        }

        return AreOver || chance.NextDouble() >= _faults ? Fault.None : chance.Pick(isWrite ? OfWrites : OfReads);
    }

    public bool Kills(string process, string step) => !AreOver && chance.NextDouble() < _deaths;

    public bool KillsServer(bool withPage) => !AreOver && chance.NextDouble() < (withPage ? _serverDeaths.WithPage : _serverDeaths.WithCommit);

    public TimeSpan Lateness() => chance.OneIn(3) ? chance.Milliseconds(0, 12_000) : chance.Milliseconds(0, 50);
}
