using System.Diagnostics;
using System.Net.Http.Json;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Servers;
using CqrsPrototype.Tests.Support;
using MongoDB.Driver;
using Ports = CqrsPrototype.Drill.Processes.FreePorts;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>A service that is told to stop is gone within 10 s, whenever that is, though servers hold the connections and say nothing.</summary>
[Collection(OneAtATime.Name)]
public sealed class StoppingTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _logs = new();
    private Deployment _deployment = null!;
    private TcpProxy _mongo = null!;
    private TcpProxy _rabbit = null!;
    private Fleet _fleet = null!;

    public static TheoryData<string, int> Moments => new()
    {
        { ServiceRole.CommandApi.Project, 0 }, { ServiceRole.CommandApi.Project, 300 }, { ServiceRole.CommandApi.Project, 1500 },
        { ServiceRole.Projector.Project, 300 }, { ServiceRole.QueryApi.Project, 300 },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _deployment = await Deployment.CreateAsync();
        var (mongo, rabbit) = (new MongoUrlBuilder(_deployment.Connections.MongoDb), new UriBuilder(_deployment.Connections.Messaging));
        (_mongo, _rabbit) = (new TcpProxy(mongo.Server.Host, mongo.Server.Port), new TcpProxy(rabbit.Host, rabbit.Port));
        (mongo.Server, mongo.DirectConnection, rabbit.Port) = (new MongoServerAddress("127.0.0.1", _mongo.Port), true, _rabbit.Port);
        _fleet = new Fleet(await Programs.PublishAsync(), new Connections(mongo.ToString(), rabbit.Uri.ToString()), _logs.Path);
    }

    public async ValueTask DisposeAsync()
    {
        _fleet.Dispose();
        await _mongo.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _deployment.DisposeAsync();
        _logs.Dispose();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task One_that_has_never_had_an_answer_ends_with_0(string project, int millisecondsAfterItListens)
    {
        Silence();
        var service = await StartAsync(project);
        await Eventually.Until("it listens", () => Ports.IsTaken(service.Address.Port));

        await StopAsync(service, millisecondsAfterItListens);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task One_that_was_at_work_ends_with_0(string project, int millisecondsAfterTheServersFellSilent)
    {
        var service = await StartAsync(project);
        await Readiness.WaitAsync(_fleet.Services, _deployment.Http, TimeProvider.System, Cancel);
        Silence();
        var waiting = _deployment.Http.PostAsJsonAsync(new Uri(service.Address, "/users"), new { email = "ada@x.org", name = "Ada" }, Cancel);

        await StopAsync(service, millisecondsAfterTheServersFellSilent);

        await waiting.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private void Silence()
    {
        _mongo.Pause();
        _rabbit.Pause();
    }

    private async Task<Service> StartAsync(string project)
    {
        await _fleet.AddAsync(ServiceRole.All.Single(role => role.Project == project), 1, Cancel);
        return _fleet.Services[0];
    }

    private async Task StopAsync(Service service, int after)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(after), TimeProvider.System, Cancel);
        var clock = Stopwatch.StartNew();

        await service.StopAsync(Cancel);

        _fleet.Misbehaviour.Should().BeEmpty();
        clock.Elapsed.Should().BeLessThan(ChildProcess.ExitLimit);
    }
}
