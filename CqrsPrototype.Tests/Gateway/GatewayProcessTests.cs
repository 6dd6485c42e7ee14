using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CqrsPrototype.Gateway;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>How the gateway starts as a process.</summary>
public sealed class GatewayProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line_with_the_setting_that_chooses_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayHost).Assembly.Location])
        {
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" },
        };
        using var process = Process.Start(start)!;

        var said = await process.StandardError.ReadToEndAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        await process.WaitForExitAsync(Cancel);
        process.ExitCode.Should().Be(1);
        said.TrimEnd().Should().NotContain("\n").And.Contain($"{port}").And.Contain("ASPNETCORE_URLS").And.NotContain("Ports__");
    }
}
