using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Commands;

/// <summary>Requests into commands, and what became of them into answers. Nothing is decided here.</summary>
internal sealed class UserCommands(CommandHandler<UserCommand, UserEvent, UserState, UserRefusal> handler, StreamNaming naming)
{
    public async Task<IResult> CreateAsync(HttpContext http, string queryOrigin)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        if (JsonMembers.Read(bytes.Span, "email", "name") is not { } body)
        {
            return UserProblems.Invalid("The body is not a JSON object.");
        }

        var email = body.Get<EmailAddress>("email", EmailAddress.Parse);
        var name = body.Get<UserName>("name", UserName.Parse);
        if (email is null || name is null || body.Errors.Count > 0)
        {
            return InvalidBody(body);
        }

        return await HandleAsync(http, email, name, new CreateUser(email, name), accepted => UserAnswer.Created(accepted, queryOrigin));
    }

    public async Task<IResult> UpdateAsync(HttpContext http)
    {
        if (AddressInPath.Parse(http, 0, out var wrong) is not { } email)
        {
            return UserProblems.Invalid(wrong!);
        }

        var (bytes, problem) = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        if (JsonMembers.Read(bytes.Span, "name") is not { } body)
        {
            return UserProblems.Invalid("The body is not a JSON object.");
        }

        var name = body.Get<UserName>("name", UserName.Parse);
        if (name is null || body.Errors.Count > 0)
        {
            return InvalidBody(body);
        }

        return await HandleAsync(http, email, name, new UpdateUser(name), UserAnswer.Updated);
    }

    public async Task<IResult> DeleteAsync(HttpContext http) => AddressInPath.Parse(http, 0, out var wrong) is { } email
        ? await HandleAsync(http, email, null, new DeleteUser(), UserAnswer.Deleted)
        : UserProblems.Invalid(wrong!);

    private static ProblemResult InvalidBody(JsonMembers body) => new ProblemResult(
        ProblemTypes.InvalidRequest, "Something in the body is missing or not allowed: see 'errors'.")
    { Errors = body.Errors };

    private async Task<IResult> HandleAsync(
        HttpContext http, EmailAddress email, UserName? name, UserCommand command,
        Func<CommandResult<UserState, UserRefusal>.Accepted, UserAnswer> answer)
    {
        var (context, problem) = CommandRequest.Read(http, email, name);
        if (problem is not null)
        {
            return problem;
        }

        var stream = await naming.StreamOfAsync(email, http.RequestAborted);
        return await handler.HandleAsync(stream, command, context, http.RequestAborted) switch
        {
            CommandResult<UserState, UserRefusal>.Accepted accepted => answer(accepted),
            CommandResult<UserState, UserRefusal>.Unchanged unchanged => UserAnswer.Unchanged(unchanged),
            CommandResult<UserState, UserRefusal>.Refused refused => UserProblems.For(refused.Refusal),
            CommandResult<UserState, UserRefusal>.PreconditionFailed failed => UserProblems.Mismatch(failed.Version.Value),
            CommandResult<UserState, UserRefusal>.KeyReused => UserProblems.Reused(),
            var other => throw new System.Diagnostics.UnreachableException($"No answer for {other.GetType().Name}."),
        };
    }
}
