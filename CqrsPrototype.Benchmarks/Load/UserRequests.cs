using System.Text.Unicode;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>The requests that the product and the baseline servers all understand.</summary>
internal static class UserRequests
{
    /// <summary>Creates a user that nobody has created before.</summary>
    public sealed class Create : IRequests
    {
        public int Expected => 201;

        public int Write(Span<byte> buffer, long number) =>
            WithBody(buffer, "POST", "/users", $$"""{"name":"{{People.NameOf(number)}}","email":"{{People.AddressOf(number)}}"}""");
    }

    /// <summary>Renames some users, from the first one on, in turn.</summary>
    public sealed class Rename(int first, int users) : IRequests
    {
        public int Expected => 200;

        // A name with the number in it is always a new one, so each command makes an event.
        public int Write(Span<byte> buffer, long number) =>
            WithBody(buffer, "PUT", $"/users/{People.AddressOf(first + number % users)}", $$"""{"name":"{{People.NameOf(number)}} {{number}}"}""");
    }

    /// <summary>Reads one of the first users, in turn.</summary>
    public sealed class Get(int users) : IRequests
    {
        public int Expected => 200;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(buffer, $"GET /users/{People.AddressOf(number % users)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", out var length);
            return length;
        }
    }

    /// <summary>Asks for a user that nobody has created: reads, and finds nothing.</summary>
    public sealed class GetMissing : IRequests
    {
        public int Expected => 404;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(buffer, $"GET /users/nobody{number}@bench.example HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", out var length);
            return length;
        }
    }

    /// <summary>Reads a user that the client has in this version already.</summary>
    public sealed class GetIfChanged(int users) : IRequests
    {
        public int Expected => 304;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(buffer, $"GET /users/{People.AddressOf(number % users)} HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: \"1\"\r\n\r\n", out var length);
            return length;
        }
    }

    /// <summary>Reads a user as soon as the read model contains its first version.</summary>
    public sealed class GetWhenThere : IRequests
    {
        public int Expected => 200;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(buffer, $"GET /users/{People.AddressOf(number)}?minVersion=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nPrefer: wait=30\r\n\r\n", out var length);
            return length;
        }
    }

    /// <summary>Reads one user as of the version that is the number; there is none where it was never that far.</summary>
    public sealed class GetVersion(long user, int expected) : IRequests
    {
        public int Expected => expected;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(buffer, $"GET /users/{People.AddressOf(user)}?version={number} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", out var length);
            return length;
        }
    }

    /// <summary>Looks, without waiting, whether a user's view has come as far as a version.</summary>
    public sealed class GetIfThere(long version) : IRequests
    {
        public int Expected => 200;

        public int Write(Span<byte> buffer, long number)
        {
            Utf8.TryWrite(
                buffer, $"GET /users/{People.AddressOf(number)}?minVersion={version} HTTP/1.1\r\nHost: 127.0.0.1\r\nPrefer: wait=0\r\n\r\n", out var length);
            return length;
        }
    }

    private static int WithBody(Span<byte> buffer, string method, string path, string body)
    {
        Utf8.TryWrite(
            buffer, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}", out var length);
        return length;
    }
}
