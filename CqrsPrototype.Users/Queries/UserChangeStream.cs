using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace CqrsPrototype.Users.Queries;

/// <summary>The changes of users as Server-Sent Events (HTML Living Standard, section 9.2).</summary>
internal sealed class UserChangeStream(UserChanges changes, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Most clients at once in this process.</summary>
    public const int MaxClients = 1000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private int _clients;

    public async Task<IResult> StreamAsync(HttpContext http)
    {
        if (!TryParsePosition(http.Request.Headers["Last-Event-ID"], out var last))
        {
            return UserProblems.Invalid("Last-Event-ID is not the id of an event of this stream.");
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Results.Text("", "text/event-stream");
        }

        try
        {
            if (Interlocked.Increment(ref _clients) > MaxClients)
            {
                throw new OverloadedException($"The list of {MaxClients} clients of the change stream");
            }

            var end = await changes.GetEndAsync(http.RequestAborted);
            await SendAsync(http, last is { } position && position < end ? position + 1 : end);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The client has gone, or the process ends: the client comes back with its Last-Event-ID.
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }

        return Results.Empty;
    }

    private async Task SendAsync(HttpContext http, GlobalPosition from)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.BodyWriter.Write("retry: 1000\n\n"u8);
        await response.BodyWriter.FlushAsync(either.Token);

        var quietSince = time.GetTimestamp();
        while (true)
        {
            var (batch, next) = await changes.NextAsync(from, either.Token);
            from = next;
            foreach (var change in batch)
            {
                Write(response.BodyWriter, change);
            }

            if (batch.Count > 0 || time.GetElapsedTime(quietSince) >= Heartbeat)
            {
                if (batch.Count == 0)
                {
                    response.BodyWriter.Write(":\n\n"u8);
                }

                await response.BodyWriter.FlushAsync(either.Token);
                quietSince = time.GetTimestamp();
            }
        }
    }

    private static void Write(IBufferWriter<byte> output, RecordedEvent change)
    {
        var user = UserAggregate.Events.Deserialize(change.Event);
        var head = string.Create(CultureInfo.InvariantCulture, $"id: {change.Position}\nevent: {change.Event.Type}\ndata: ");
        Encoding.UTF8.GetBytes(head, output);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("email", user.Email);
            json.WriteNumber("version", change.Version.Value);
            if (NameIn(user) is { } name)
            {
                json.WriteString("name", name);
            }

            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private static string? NameIn(UserEvent user) => user switch
    {
        UserCreated created => created.Name,
        UserUpdated updated => updated.Name,
        _ => null,
    };

    private static bool TryParsePosition(string? header, out GlobalPosition? position)
    {
        position = null;
        if (string.IsNullOrEmpty(header))
        {
            return true;
        }

        if (!long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        position = new GlobalPosition(value);
        return true;
    }
}
