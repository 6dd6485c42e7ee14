using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>One request of a file for editors.</summary>
internal sealed partial record HttpFileRequest(string Title, int Status, string Method, string Address, IReadOnlyList<string> Headers, string Body)
{
    public static IEnumerable<HttpFileRequest> ParseAll(string file)
    {
        var variables = Variable().Matches(file).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        var text = variables.Aggregate(file, (done, variable) => done.Replace($"{{{{{variable.Key}}}}}", variable.Value, StringComparison.Ordinal));
        return text.Split("\n### ").Skip(1).Select(Parse);
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Address) { Content = Body.Length == 0 ? null : new StringContent(Body, Encoding.UTF8) };
        message.Content?.Headers.Remove("Content-Type");
        foreach (var header in Headers.Select(line => line.Split(": ", 2)))
        {
            if (!message.Headers.TryAddWithoutValidation(header[0], header[1]))
            {
                message.Content!.Headers.Add(header[0], header[1]);
            }
        }

        return message;
    }

    private static HttpFileRequest Parse(string part)
    {
        var (head, body) = part.Split("\n\n", 2) is [var one, var other] ? (one, other) : (part, "");
        var lines = head.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var request = lines[1].Split(' ');
        return new HttpFileRequest(
            lines[0], int.Parse(lines[0][..3], CultureInfo.InvariantCulture), request[0], request[1], lines[2..], body.Trim());
    }

    [GeneratedRegex(@"^@(\w+) = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
