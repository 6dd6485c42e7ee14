using System.Diagnostics;
using CqrsPrototype.ServiceDefaults.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CqrsPrototype.Tests.ServiceDefaults;

/// <summary>How a host ends as a process.</summary>
public sealed class ServiceProcessTests
{
    // It gives up 9 s after it was told to stop, and has 10; the rest is for the other tests, with which it shares the processors.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task One_that_is_told_to_stop_while_it_starts_stops_what_it_has_begun_and_ends_with_0()
    {
        var before = new Before();

        var exitCode = await ServiceProcess.RunAsync(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<IHostedService>(before);
            builder.Services.AddHostedService<ToldToStop>();
            return builder.Build();
        });

        exitCode.Should().Be(0);
        before.Stopped.Should().BeTrue();
    }

    [Fact]
    public async Task One_whose_store_does_not_close_ends_with_0_within_10_s()
    {
        var clock = new Stopwatch();

        var exitCode = await ServiceProcess.RunAsync(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<Open>();
            builder.Services.AddHostedService<ToldToStop>();
            var app = builder.Build();
            app.Services.GetRequiredService<Open>();
            app.Lifetime.ApplicationStopping.Register(clock.Start);
            return app;
        }).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        exitCode.Should().Be(0);
        clock.Elapsed.Should().BeLessThan(Limit);
    }

    [Fact]
    public async Task One_of_which_a_part_fails_in_the_background_ends_with_1()
    {
        var exitCode = await ServiceProcess.RunAsync(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddHostedService<Failing>();
            return builder.Build();
        });

        exitCode.Should().Be(1);
    }

    [Fact]
    public async Task One_whose_options_are_wrong_ends_with_1() =>
        (await ServiceProcess.RunAsync(() => throw new OptionsValidationException("Window", typeof(object), ["Window is '0'."]))).Should().Be(1);

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new FormatException("The test");
        }
    }

    private sealed class Open : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System));
    }

    private sealed class Before : IHostedService
    {
        public bool Stopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped = true;
            return Task.CompletedTask;
        }
    }

    private sealed class ToldToStop(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
