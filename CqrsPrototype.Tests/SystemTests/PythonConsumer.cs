using System.Diagnostics;
using System.Text.Json.Nodes;
using CqrsPrototype.Drill.Evidence;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Tests.Repository;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>The sample consumer in Python as a process, and what it says that it has received.</summary>
internal sealed class PythonConsumer : IDisposable
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    private readonly ChildProcess _process;
    private readonly string _output;

    private PythonConsumer(ChildProcess process, string output) => (_process, _output) = (process, output);

    /// <summary>What it has received so far.</summary>
    public IReadOnlyList<WireMessage> Received =>
        [.. Lines().Where(line => line.StartsWith('{') && line.EndsWith('}')).Select(line => Read(JsonNode.Parse(line)!))];

    /// <summary>Starts it and waits until its queue is bound; skips the test where there is no AMQP library for Python.</summary>
    public static async Task<PythonConsumer> StartAsync(string messaging, string directory)
    {
        var python = Interpreters.FirstOrDefault(HasLibrary);
        Assert.SkipWhen(python is null, "No Python with the package pika: apt-get install python3-pika to run this test.");
        var output = Path.Combine(directory, "consumer.log");
        var script = Path.Combine(Repo.Root, "samples", "python", "consume.py");
        var consumer = new PythonConsumer(
            ChildProcess.Start(python!, [script], new Dictionary<string, string> { ["ConnectionStrings__messaging"] = messaging }, output), output);
        await Eventually.Until("the consumer's queue is bound", () => consumer.Lines().Contains("bound"));
        return consumer;
    }

    public void Dispose() => _process.Dispose();

    private static bool HasLibrary(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import pika"]) { RedirectStandardError = true })!;
            return process.WaitForExit(TimeSpan.FromMinutes(2)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    private static WireMessage Read(JsonNode line)
    {
        var properties = line["properties"]!.AsObject().Select(property => (property.Key, property.Value!.ToString()));
        // A header that is no string is not read as one.
        var headers = line["headers"]!.AsObject().Select(header => (header.Key, header.Value!.GetValue<string>()));
        return new WireMessage((string)line["routing_key"]!, (string)line["body"]!, properties.Concat(headers).ToDictionary());
    }

    private string[] Lines()
    {
        if (!File.Exists(_output))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(_output, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        // What stands behind the last end of a line is not written to its end.
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}
