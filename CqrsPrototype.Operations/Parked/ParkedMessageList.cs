using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Operations.Parked;

/// <summary>The messages that were put aside. Without a broker there are no messages, and so none is parked.</summary>
internal sealed class ParkedMessageList(IParkedMessages? parked = null, IParkedMessageReplay? replay = null)
{
    private const int MaxIdLength = 200;

    // A body may have megabytes; of each only the beginning is kept for the answer.
    private const int AtOnce = 10;

    public async Task<IResult> ListAsync(HttpContext http)
    {
        if (!Paging.TryParseLimit(http.Request.Query, out var limit))
        {
            return Paging.WrongLimit;
        }

        if (!Paging.TryParseAfter(http.Request.Query, out var after))
        {
            return Paging.WrongAfter;
        }

        var read = parked is null ? [] : await ReadAsync(parked, after, limit + 1, http.RequestAborted);
        return JsonAnswer.Of(Page<ParkedEntry>.Of(read, limit, entry => entry.Id), OperationsJson.Default.PageParkedEntry);
    }

    /// <summary>Sends a message to its queue again, and takes it off the list once the broker has it.</summary>
    public async Task<IResult> ReplayAsync(HttpContext http)
    {
        if (!TryReadId(http, segmentsBehind: 1, out var id))
        {
            return WrongId;
        }

        if (parked is null || replay is null || await parked.FindAsync(id, http.RequestAborted) is not { } message)
        {
            return OperationsProblems.NotParked;
        }

        // Between the two a crash costs a repetition: the message is sent, and still on the list.
        await replay.ReplayAsync(message, http.RequestAborted);
        await parked.DeleteAsync(id, http.RequestAborted);
        return Results.Accepted();
    }

    public async Task<IResult> DeleteAsync(HttpContext http)
    {
        if (!TryReadId(http, segmentsBehind: 0, out var id))
        {
            return WrongId;
        }

        return parked is not null && await parked.DeleteAsync(id, http.RequestAborted) ? Results.NoContent() : OperationsProblems.NotParked;
    }

    private static IResult WrongId => OperationsProblems.Invalid($"An id is percent-encoded UTF-8 and has at most {MaxIdLength} characters.");

    private static bool TryReadId(HttpContext http, int segmentsBehind, out string id)
    {
        id = PathSegment.Read(http, segmentsBehind) ?? "";
        return id.Length is > 0 and <= MaxIdLength;
    }

    private static async ValueTask<List<ParkedEntry>> ReadAsync(IParkedMessages parked, string? after, int count, CancellationToken cancellationToken)
    {
        var entries = new List<ParkedEntry>();
        while (entries.Count < count)
        {
            var wanted = Math.Min(AtOnce, count - entries.Count);
            var messages = await parked.ListAsync(after, wanted, cancellationToken);
            entries.AddRange(messages.Select(ParkedEntry.Of));
            if (messages.Count < wanted)
            {
                break;
            }

            after = entries[^1].Id;
        }

        return entries;
    }
}
