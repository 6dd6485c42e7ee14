using System.Globalization;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Http;
using CqrsPrototype.Users.Projections;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Commands;

/// <summary>The answer to a command that was accepted: the user if there is one, the version as ETag.</summary>
internal sealed class UserAnswer : IResult
{
    private readonly int _status;
    private readonly UserView? _user;
    private readonly long _version;
    private readonly string? _location;
    private readonly bool _replayed;

    private UserAnswer(int status, UserState state, long version, bool replayed, string? queryOrigin = null)
    {
        (_status, _version, _replayed) = (status, version, replayed);
        _user = state is UserState.Active user ? UserView.Of(user, version) : null;

        // In the user's spelling, not in that of the request: a repetition may spell it differently, and gets the same answer.
        _location = queryOrigin is null ? null : $"{queryOrigin}/users/{Links.Escape(_user!.Email)}?minVersion={version}";
    }

    public static UserAnswer Created(CommandResult<UserState, UserRefusal>.Accepted accepted, string queryOrigin) =>
        new(StatusCodes.Status201Created, accepted.State, accepted.Version.Value, accepted.Replayed, queryOrigin);

    public static UserAnswer Updated(CommandResult<UserState, UserRefusal>.Accepted accepted) =>
        new(StatusCodes.Status200OK, accepted.State, accepted.Version.Value, accepted.Replayed);

    public static UserAnswer Deleted(CommandResult<UserState, UserRefusal>.Accepted accepted) =>
        new(StatusCodes.Status204NoContent, accepted.State, accepted.Version.Value, accepted.Replayed);

    public static UserAnswer Unchanged(CommandResult<UserState, UserRefusal>.Unchanged unchanged) =>
        new(StatusCodes.Status200OK, unchanged.State, unchanged.Version.Value, replayed: false);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{_version}\"");
        if (_location is not null)
        {
            response.Headers.Location = _location;
        }

        if (_replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        if (_user is null)
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(_user, UserViewJson.Default.UserView);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
