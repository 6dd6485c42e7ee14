using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Clients;
using Decision = CqrsPrototype.EventSourcing.Deciding.Decision<
    CqrsPrototype.Tests.SecondAggregate.AccountEvent, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;
using Result = CqrsPrototype.EventSourcing.Deciding.CommandResult<
    CqrsPrototype.Tests.SecondAggregate.AccountState, CqrsPrototype.Tests.SecondAggregate.AccountRefusal>;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>
/// Promises 1 and 3, and A1: streams are what the rules of the aggregate make of the commands in them, each command has its effect once,
/// and every answer was true at some moment between call and answer.
/// </summary>
internal sealed class CommandRules(World world)
{
    private static readonly AccountDecider Decider = new();

    private readonly Dictionary<Guid, int> _storedAt = [];
    private readonly Dictionary<StreamId, List<Moment>> _moments = [];
    private readonly Dictionary<string, Commit> _byCall = [];
    private readonly Dictionary<string, Commit> _byKey = [];

    /// <summary>Remembers when a commit was stored. Each attempt has events of its own, so they name it.</summary>
    public void Stored(Commit commit, int moment) => _storedAt[commit.Events[0].Id] = moment;

    /// <summary>Checks all streams and answers, once all has come to rest.</summary>
    public void Check()
    {
        foreach (var stream in World.Streams)
        {
            _moments[stream] = Replay(stream);
        }

        foreach (var call in world.Calls.Where(c => c.Answer is not null))
        {
            Check(call, call.Answer!);
        }
    }

    private List<Moment> Replay(StreamId stream)
    {
        var moments = new List<Moment> { new(StreamVersion.None, Decider.Initial, 0, int.MaxValue) };
        var at = DateTimeOffset.MinValue;
        foreach (var commit in world.Rules.Log.Known.Where(c => c.Stream == stream))
        {
            var before = moments[^1];
            var storedAt = _storedAt.GetValueOrDefault(commit.Events[0].Id);
            var state = commit.Events[0].IsVoid ? before.State : Apply(commit, before);
            moments[^1] = before with { Until = commit.Events[0].IsVoid ? int.MaxValue : storedAt };
            moments.Add(new Moment(commit.Last, state, storedAt, int.MaxValue));
            world.Require(commit.Events[0].IsVoid || commit.At >= at, "Times of a stream do not go back", $"{stream} {commit.First}");
            at = commit.At;
        }

        return moments;
    }

    private AccountState Apply(Commit commit, Moment before)
    {
        var name = $"{commit.Stream} {commit.First} of {commit.Metadata.CorrelationId}";
        var call = world.Calls.Find(c => c.Name == commit.Metadata.CorrelationId);
        world.Require(call is not null && call.Request.Stream == commit.Stream, "Only what was asked is stored", $"{name}");
        world.Require(_byCall.TryAdd(call!.Name, commit), "A command has its effect once", $"{name}");
        world.Require(call.Request.Key == commit.Key, "A commit has its key", $"{name}");
        world.Require(commit.Key is null || _byKey.TryAdd(commit.Key.Key, commit), "A key has one effect", $"{name}, {commit.Key}");
        world.Require(call.Request.Holds(before.State, before.Version), "Conditions are honoured", $"{name} on {before.Version}");
        IReadOnlyList<AccountEvent> events = [.. commit.Events.Select(Accounts.Events.Deserialize)];
        world.Require(
            Decider.Decide(before.State, call.Request.Command) is Decision.Accepted accepted && accepted.Events.SequenceEqual(events),
            "A commit is what its command makes of the state before it", $"{name} on {before.State}");
        var state = events.Aggregate(before.State, (folded, e) => Decider.Evolve(folded, e, commit.At));
        world.Require(
            commit.Snapshot is not { } snapshot || JsonSerializer.Deserialize(snapshot.State.Span, AccountJson.Default.AccountState) == state,
            "A snapshot is the fold of its stream", $"{name}");
        return state;
    }

    private void Check(Call call, Result answer)
    {
        var isTrue = answer switch
        {
            Result.Accepted accepted => IsStored(call, accepted),
            Result.KeyReused => call.Request.Key is { } key && Holder(key) is { } holder && holder.Key != key && StoredAt(holder) <= call.AnsweredAt,
            Result.Unchanged unchanged => WasSo(
                call, unchanged.Version, (state, decision) => state == unchanged.State && decision is Decision.Accepted { Events: [] }),
            Result.Refused refused => WasSo(call, refused.Version, (_, decision) => decision is Decision.Refused no && no.Refusal == refused.Refusal),
            Result.PreconditionFailed failed => WasSo(call, failed.Version, (_, decision) => decision is null),
            _ => false,
        };
        world.Require(isTrue, "An answer is true", $"{call.Name}, {call.Request}: {answer}");
    }

    private bool IsStored(Call call, Result.Accepted accepted)
    {
        var commit = accepted.Replayed ? Holder(call.Request.Key!) : _byCall.GetValueOrDefault(call.Name);
        return commit is not null
            && commit.Last == accepted.Version
            && commit.Key == call.Request.Key
            && _moments[commit.Stream].Find(m => m.Version == commit.Last)!.State == accepted.State
            && StoredAt(commit) <= call.AnsweredAt
            && (accepted.Replayed ? commit.Metadata.CorrelationId != call.Name : StoredAt(commit) >= call.CalledAt);
    }

    // Whether there was a moment between call and answer at which the stream had that version and this was the answer.
    private bool WasSo(Call call, StreamVersion version, Func<AccountState, Decision?, bool> isAnswer)
    {
        var keyUsed = call.Request.Key is { } key && Holder(key) is { } holder ? StoredAt(holder) : int.MaxValue;
        return _moments[call.Request.Stream].Find(m => m.Version == version) is { } moment
            && Math.Max(moment.From, call.CalledAt) <= Math.Min(Math.Min(moment.Until, call.AnsweredAt), keyUsed)
            && isAnswer(moment.State, call.Request.Holds(moment.State, version) ? Decider.Decide(moment.State, call.Request.Command) : null);
    }

    private Commit? Holder(IdempotencyKey key) => _byKey.GetValueOrDefault(key.Key);

    private int StoredAt(Commit commit) => _storedAt.GetValueOrDefault(commit.Events[0].Id);
}
