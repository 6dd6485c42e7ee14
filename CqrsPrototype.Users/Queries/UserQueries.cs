using System.Text.Json;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Http;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Http;
using CqrsPrototype.Users.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace CqrsPrototype.Users.Queries;

/// <summary>One user: now, as soon as the read model contains a version, or as of an earlier one.</summary>
internal sealed class UserQueries(
    UserReader reader, AggregateReader<UserCommand, UserEvent, UserState, UserRefusal> aggregates, StreamNaming naming, IHostApplicationLifetime lifetime)
{
    public async Task<IResult> GetAsync(HttpContext http)
    {
        if (AddressInPath.Parse(http, 0, out var wrong) is not { } email)
        {
            return UserProblems.Invalid(wrong!);
        }

        var stream = await naming.StreamOfAsync(email, http.RequestAborted);
        var query = http.Request.Query;
        if (query.Count == 0)
        {
            return Answer(await reader.FindAsync(stream, http.RequestAborted));
        }

        if (!QueryNumber.TryParse(query, "version", 1, long.MaxValue, out var version)
            || !QueryNumber.TryParse(query, "minVersion", 1, long.MaxValue, out var minVersion))
        {
            return UserProblems.Invalid("version and minVersion are whole numbers from 1 on.");
        }

        return (version, minVersion) switch
        {
            (not null, not null) => UserProblems.Invalid("Ask for a version or for a minVersion, not for both."),
            ({ } exact, _) => await AsOfAsync(stream, exact, http.RequestAborted),
            (_, { } least) => await WaitAsync(http, stream, least),
            _ => Answer(await reader.FindAsync(stream, http.RequestAborted)),
        };
    }

    private async Task<IResult> WaitAsync(HttpContext http, StreamId stream, long version)
    {
        var preferred = PreferWait.Parse(http.Request.Headers["Prefer"]);
        var seconds = preferred ?? PreferWait.Default;
        if (preferred is not null)
        {
            http.Response.Headers["Preference-Applied"] = $"wait={seconds}";
        }

        // Whoever waits must not hold up the end of the process.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        StoredView? view;
        try
        {
            view = await reader.WaitAsync(stream, version, TimeSpan.FromSeconds(seconds), either.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            view = await reader.FindAsync(stream, http.RequestAborted);
        }

        return UserReader.Contains(view, version) ? Answer(view) : UserProblems.Behind(view?.Version.Value ?? 0);
    }

    private async Task<IResult> AsOfAsync(StreamId stream, long version, CancellationToken cancellationToken)
    {
        var then = await aggregates.LoadAsync(stream, new StreamVersion(version), cancellationToken);
        return then.Version.Value == version && then.State is UserState.Active user
            ? new UserDocument(JsonSerializer.SerializeToUtf8Bytes(UserView.Of(user, version), UserViewJson.Default.UserView), version, user.UpdatedAt)
            : UserProblems.Missing();
    }

    private static IResult Answer(StoredView? view) => view?.Body is { } body
        ? new UserDocument(body, view.Version.Value, view.At)
        : UserProblems.Missing();
}
