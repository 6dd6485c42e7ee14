using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Repository;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>Says what MongoDB's exporter would say; each time everything has grown a little.</summary>
internal sealed partial class RecordedExporter : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordedExporter(WebApplication app, int port) => (_app, Address) = (app, $"127.0.0.1:{port}");

    public string Address { get; }

    public static async Task<RecordedExporter> StartAsync()
    {
        var (port, exposition) = (FreePorts.Take(1)[0], Repo.Read("CqrsPrototype.Tests", "Monitoring", "mongodb-exporter.prom"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var growth = 1.0;
        app.MapGet("/metrics", () => Results.Text(Grown(exposition, growth += 0.01), "text/plain; version=0.0.4"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RecordedExporter(app, port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Grown(string exposition, double factor) => Value().Replace(
        exposition, value => (double.Parse(value.Value, CultureInfo.InvariantCulture) * factor).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<=^mongodb_.* )\S+$", RegexOptions.Multiline)]
    private static partial Regex Value();
}
