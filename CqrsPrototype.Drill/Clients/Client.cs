using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Clients;

/// <summary>Sends random commands and reads to whichever service comes, remembers what it was told, and repeats what it does not know the outcome of.</summary>
/// <param name="wishes">What it wants.</param>
/// <param name="fleet">Where the services are.</param>
/// <param name="http">Sends requests, with a limit of its own.</param>
/// <param name="notebook">Gets what it was told.</param>
/// <param name="time">The clock.</param>
internal sealed class Client(Wishes wishes, Fleet fleet, HttpClient http, Notebook notebook, TimeProvider time)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Goes on until it is stopped; what it has sent then it still brings to its end.</summary>
    /// <param name="pause">The longest pause between two requests.</param>
    /// <param name="stop">No more wishes.</param>
    /// <param name="giveUp">Nothing is repeated any more.</param>
    public async Task RunAsync(TimeSpan pause, CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            var command = wishes.NextCommand();
            if (await CommandAsync(command, giveUp) is Answer.Accepted accepted)
            {
                wishes.Learn(command.User, accepted.Version);
                await FollowAsync(command, accepted, stop, giveUp);
            }

            await Task.Delay(wishes.Pause(pause), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(Command command, Answer.Accepted accepted, CancellationToken stop, CancellationToken giveUp)
    {
        if (wishes.Chance(0.3))
        {
            await ReadAsync(command.User, wishes.Chance(0.7) ? accepted.Version : null, stop);
        }

        // An update that changed nothing is decided again, so only these two are sure to be answered the same.
        if (command is { Key: not null, Kind: CommandKind.Create or CommandKind.Delete } && wishes.Chance(0.1))
        {
            await CommandAsync(command, giveUp);
        }
    }

    private async Task<Answer> CommandAsync(Command command, CancellationToken giveUp)
    {
        var sent = notebook.Now;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(command, giveUp);
            if (answer is not Answer.Unknown || command.Key is null || giveUp.IsCancellationRequested)
            {
                notebook.Add(new CommandRecord(command, sent, notebook.Now, attempt, answer));
                return answer;
            }

            await Task.Delay(wishes.Pause(RetryPause), time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Answer> TryAsync(Command command, CancellationToken giveUp)
    {
        try
        {
            using var request = Requests.Of(command, Any(ServiceRole.CommandApi));
            using var response = await http.SendAsync(request, giveUp);
            return await Answers.OfCommandAsync(response, giveUp);
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            return new Answer.Unknown();
        }
    }

    private async Task ReadAsync(string user, long? minVersion, CancellationToken stop)
    {
        try
        {
            using var request = Requests.Read(user, minVersion, Any(ServiceRole.QueryApi));
            using var response = await http.SendAsync(request, stop);
            notebook.Add(new ReadRecord(user, minVersion, await Answers.OfReadAsync(response, stop)));
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            notebook.Add(new ReadRecord(user, minVersion, new ReadAnswer.Unavailable()));
        }
    }

    // A process that is gone, one that is frozen, and an answer that was cut off.
    private static bool IsNoAnswer(Exception exception) => exception is HttpRequestException or OperationCanceledException or IOException;

    private Uri Any(ServiceRole role)
    {
        var services = fleet.Of(role);
        return services[wishes.Choose(services.Count)].Address;
    }
}
