using System.Text;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Tests.Repository;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CqrsPrototype.Tests.SecondAggregate;

/// <summary>Another aggregate needs its own files and two lines where the host is put together; nothing else changes.</summary>
public sealed class SecondAggregateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("in memory")]
    [InlineData("SQLite")]
    public async Task Accounts_live_beside_users_in_one_host(string store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        _ = store == "SQLite" ? builder.Services.AddSqliteEventStore(_directory.Path) : builder.Services.AddInMemoryEventStore();
        builder.Services.AddUserProjections();
        builder.Services.AddAggregate(Accounts.Aggregate);
        builder.Services.AddProjection(new AccountProjection());
        builder.Services.AddLogFeeds();
        using var host = builder.Build();
        await host.StartAsync(Cancel);
        var handler = host.Services.GetRequiredService<CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal>>();
        var (stream, context) = (Some.Stream(Accounts.Category), new CommandContext<AccountState>());

        await handler.HandleAsync(stream, new AccountCommand.Open("Ada"), context, Cancel);
        await handler.HandleAsync(stream, new AccountCommand.Deposit(70, 30), context, Cancel);
        var refused = await handler.HandleAsync(stream, new AccountCommand.Withdraw(101), context, Cancel);
        await handler.HandleAsync(stream, new AccountCommand.Withdraw(1), context, Cancel);

        refused.Should().Be(new CommandResult<AccountState, AccountRefusal>.Refused(AccountRefusal.InsufficientFunds, new StreamVersion(3)));
        var views = host.Services.GetRequiredService<IViewReader>();
        var name = new AccountProjection().Name;
        await Eventually.Until("the view has all four events", async () => (await views.FindAsync(name, stream, Cancel))?.Version.Value == 4);
        var view = (await views.ListAsync(name, new ViewQuery(10) { Search = "ada" }, Cancel)).Should().ContainSingle().Subject;
        JsonSerializer.Deserialize(view.Body!.Value.Span, AccountJson.Default.AccountView)
            .Should().Be(new AccountView(stream.Value, "Ada", "EUR", 99, 3, 4));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void An_event_that_was_stored_in_an_older_schema_version_is_read_in_the_newest()
    {
        var stored = new EventData(Guid.NewGuid(), "account.opened", 1, Encoding.UTF8.GetBytes("""{"owner":"Ada"}"""));

        var read = Accounts.Events.Deserialize(stored);

        read.Should().Be(new AccountEvent.Opened("Ada", "EUR"));
        var written = Accounts.Events.Serialize(read, stored.Id);
        written.SchemaVersion.Should().Be(2);
        Accounts.Events.Deserialize(written).Should().Be(read);
    }

    [Fact]
    public void The_documentation_counts_its_lines()
    {
        var lines = Directory.GetFiles(Path.Combine(Repo.Root, "CqrsPrototype.Tests", "SecondAggregate"), "*.cs")
            .Where(file => !file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Sum(file => File.ReadAllLines(file).Length);

        Repo.Read("docs", "second-aggregate.md").Should().Contain($"**{lines} lines**");
    }
}
