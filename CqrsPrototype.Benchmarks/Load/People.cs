namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Names and addresses of the usual length, by number.</summary>
internal static class People
{
    private static readonly string[] First =
        ["Ada", "Grace", "Alan", "Barbara", "Edsger", "Frances", "Donald", "Margaret", "Niklaus", "Radia", "Tony", "Katherine", "Dennis"];

    private static readonly string[] Last =
        ["Lovelace", "Hopper", "Turing", "Liskov", "Dijkstra", "Allen", "Knuth", "Hamilton", "Wirth", "Perlman", "Hoare"];

    /// <summary>A name; that of the next number is another one.</summary>
    public static string NameOf(long number) => $"{First[number % First.Length]} {Last[number % Last.Length]}";

    /// <summary>An address of its own for each number.</summary>
    public static string AddressOf(long number) => $"user{number}@bench.example";
}
