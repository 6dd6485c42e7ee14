using System.Buffers;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Http;
using CqrsPrototype.Users.Telemetry;
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
        if (!LastEventId.TryParse(http.Request.Headers[LastEventId.Name], out var last))
        {
            return UserProblems.Invalid("Last-Event-ID is not the id of an event of this stream.");
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            WriteHeaders(http.Response);
            return Results.Empty;
        }

        UserTelemetry.ChangeClients.Add(1);
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
            UserTelemetry.ChangeClients.Add(-1);
        }

        return Results.Empty;
    }

    private async Task SendAsync(HttpContext http, GlobalPosition from)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var response = http.Response;
        WriteHeaders(response);
        response.BodyWriter.Write("retry: 1000\n\n"u8);
        await response.BodyWriter.FlushAsync(either.Token);

        var quietSince = time.GetTimestamp();
        while (true)
        {
            var (batch, next) = await changes.NextAsync(from, either.Token);
            from = next;
            foreach (var change in batch)
            {
                UserChangeEvent.Write(response.BodyWriter, change);
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

    private static void WriteHeaders(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
