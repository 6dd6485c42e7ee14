using System.Collections.Concurrent;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Faults;

/// <summary>Makes faults happen: those of one process one after the other, those of different processes side by side.</summary>
/// <param name="members">The processes.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Gets a line for each fault.</param>
internal sealed class FaultInjector(IReadOnlyList<IMember> members, TimeProvider time, Action<string> say)
{
    private readonly ConcurrentQueue<PlannedFault> _happened = new();

    /// <summary>What has happened so far.</summary>
    public IReadOnlyList<PlannedFault> Happened => [.. _happened];

    /// <summary>Goes through a plan; returns when the last process is back. One that is slow to come back delays its next fault.</summary>
    public async Task RunAsync(IReadOnlyList<PlannedFault> plan, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        await Task.WhenAll(plan.GroupBy(fault => fault.Target).Select(async faults =>
        {
            var member = members.Single(m => m.Name == faults.Key);
            foreach (var fault in faults)
            {
                var wait = fault.At - time.GetElapsedTime(begin);
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
                say($"{fault.Kind.ToString().ToLowerInvariant()} {fault.Target} for {fault.For.TotalSeconds:0.0} s");
                _happened.Enqueue(fault);
                await InjectAsync(member, fault, cancellationToken);
            }
        }));
    }

    private async Task InjectAsync(IMember member, PlannedFault fault, CancellationToken cancellationToken)
    {
        if (fault.Kind == FaultKind.Freeze)
        {
            member.Freeze();
            try
            {
                await Task.Delay(fault.For, time, cancellationToken);
            }
            finally
            {
                member.Continue();
            }

            return;
        }

        await (fault.Kind == FaultKind.Kill ? member.KillAsync(cancellationToken) : member.StopAsync(cancellationToken));
        await Task.Delay(fault.For, time, cancellationToken);
        await member.StartAsync(cancellationToken);
    }
}
