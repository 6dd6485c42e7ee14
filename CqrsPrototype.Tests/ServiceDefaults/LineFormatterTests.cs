using System.Diagnostics;
using CqrsPrototype.ServiceDefaults.Telemetry;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.ServiceDefaults;

public sealed class LineFormatterTests
{
    private readonly LineFormatter _formatter = new(new FakeTimeProvider(Some.Time));

    [Fact]
    public void A_line_has_time_level_category_event_and_the_trace_that_it_belongs_to()
    {
        using var activity = new Activity("request").SetParentId("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").Start();

        Write(LogLevel.Warning, "It is away.").Should().Be(
            "2026-11-24T10:00:00.123Z warn CqrsPrototype.Thing[42] 4bf92f3577b34da6a3ce929d0e0e4736 It is away.\n");
    }

    [Fact]
    public void Where_there_is_no_trace_a_dash_stands_for_it_and_an_exception_follows()
    {
        Activity.Current = null;

        Write(LogLevel.Error, "It failed.", new InvalidOperationException("spoilt")).Should().Be(
            "2026-11-24T10:00:00.123Z fail CqrsPrototype.Thing[42] - It failed.\nSystem.InvalidOperationException: spoilt\n");
    }

    private string Write(LogLevel level, string message, Exception? exception = null)
    {
        using var written = new StringWriter { NewLine = "\n" };
        _formatter.Write(new LogEntry<string>(level, "CqrsPrototype.Thing", new EventId(42), message, exception, (state, _) => state), null, written);
        return written.ToString();
    }
}
