using System.Text;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.Properties;

/// <summary>Any sequence of commands, and any repetition, order and interruption of what is delivered, against a simple model.</summary>
public sealed class WholeSystemProperties
{
    private static readonly EventSourcingSignals Signals = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_sequence_of_commands_is_answered_as_the_model_says() =>
        await UserRequest.Any.Array[0, 60].SampleAsync(
            async requests =>
            {
                var (store, model) = (new InMemoryEventStore(Signals), new UserModel());
                foreach (var (request, answer) in await HandleAsync(store, requests))
                {
                    answer.Should().Be(model.Handle(request));
                }
            },
            iter: 500);

    [Fact]
    public async Task Any_repetition_order_and_interruption_of_delivery_gives_the_fold_of_the_streams()
    {
        var deliveries = Gen.Select(UserRequest.Any.Array[1, 60], Gen.Int, Gen.Int[1, 20], Gen.Int[0, 2].Array[0, 10]);

        await deliveries.SampleAsync(
            async (requests, seed, batchSize, faults) =>
            {
                var (store, model) = (new InMemoryEventStore(Signals), new UserModel());
                foreach (var (request, _) in await HandleAsync(store, requests))
                {
                    model.Handle(request);
                }

                var events = (await ((IEventLog)store).ReadAsync(GlobalPosition.Start, 10_000, Cancel)).Commits.SelectMany(c => c.Recorded()).ToList();
                var views = new InMemoryViewStore();
                await DeliverAsync(store, new UnreliableViewStore(views, faults), Disorder(events, new Random(seed)), batchSize);

                var names = (await views.ListAsync(UserProjection.View, new ViewQuery(1000), Cancel))
                    .Select(v => JsonSerializer.Deserialize(v.Body!.Value.Span, new UserProjection().Json)!)
                    .ToDictionary(v => v.Email, v => v.Name);
                names.Should().BeEquivalentTo(model.Names);
                (await DescribeAsync(views, events)).Should().Be(await DescribeAsync(await RebuildAsync(store, events), events));
            },
            iter: 500);
    }

    private static async Task<List<(UserRequest Request, string Answer)>> HandleAsync(InMemoryEventStore store, IEnumerable<UserRequest> requests)
    {
        var handler = new CommandHandler<UserCommand, UserEvent, UserState, UserRefusal>(UserAggregate.Definition, store, new CommandOptions(), TimeProvider.System);
        var answers = new List<(UserRequest, string)>();
        foreach (var request in requests)
        {
            var result = await handler.HandleAsync(StreamOf(request.Email), request.Command, request.Context, Cancel);
            answers.Add((request, UserModel.Describe(result)));
        }

        return answers;
    }

    // Each event at least once, some three times, in any order.
    private static List<RecordedEvent> Disorder(List<RecordedEvent> events, Random random)
    {
        var delivered = events.SelectMany(e => Enumerable.Repeat(e, random.Next(1, 4))).ToArray();
        random.Shuffle(delivered);
        return [.. delivered];
    }

    // A delivery that fails comes again, as from a queue.
    private static async Task DeliverAsync(IEventStore store, IViewStore views, List<RecordedEvent> delivered, int batchSize)
    {
        var (updater, stuck) = Updater(store, views);
        foreach (var batch in delivered.Chunk(batchSize))
        {
            for (var done = false; !done;)
            {
                try
                {
                    await updater.UpdateAsync(batch, Cancel);
                    done = true;
                }
                catch (EventStoreUnavailableException)
                {
                    done = false;
                }
            }
        }

        (await stuck.CountAsync(UserProjection.View, Cancel)).Should().Be(0);
    }

    private static async Task<InMemoryViewStore> RebuildAsync(IEventStore store, List<RecordedEvent> events)
    {
        var views = new InMemoryViewStore();
        await Updater(store, views).Updater.UpdateAsync(events, Cancel);
        return views;
    }

    private static (ViewUpdater<UserView, UserEvent> Updater, InMemoryStuckStreams Stuck) Updater(IEventStore store, IViewStore views)
    {
        var stuck = new InMemoryStuckStreams();
        return (new(new UserProjection(), store, views, stuck, Signals, TimeProvider.System, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance), stuck);
    }

    private static async Task<string> DescribeAsync(InMemoryViewStore views, List<RecordedEvent> events)
    {
        var text = new StringBuilder();
        foreach (var stream in events.Select(e => e.Stream).Distinct().OrderBy(s => s.Value, StringComparer.Ordinal))
        {
            var view = await views.FindAsync(UserProjection.View, stream, Cancel);
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{stream} {view?.Version} {view?.SortKey} {(view?.Body is { } body ? Encoding.UTF8.GetString(body.Span) : "gone")}");
        }

        return text.ToString();
    }

    private static StreamId StreamOf(string email) => StreamId.Of(UserAggregate.Category, email.Replace('@', '.'));
}
