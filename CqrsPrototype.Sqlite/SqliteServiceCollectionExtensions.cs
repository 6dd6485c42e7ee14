using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Streams;
using CqrsPrototype.Sqlite.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CqrsPrototype.Sqlite;

/// <summary>Registers the stores on SQLite.</summary>
public static class SqliteServiceCollectionExtensions
{
    /// <summary>
    /// Adds event store, log and secrets in the file <c>cqrs.db</c> of a directory, and views, checkpoints and stuck streams in its file
    /// <c>views.db</c>, which is made again from the log when it is deleted.
    /// </summary>
    /// <remarks>
    /// The directory is made, locked and brought to the current schema when the first of them is asked for; that throws
    /// <see cref="DataDirectoryException"/> where it cannot be used.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="directory">Where the files are, or will be.</param>
    public static IServiceCollection AddSqliteEventStore(this IServiceCollection services, string directory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSourcingSignals>();
        services.AddSingleton(_ => new DataDirectory(directory));
        services.AddSingleton<EventDatabase>();
        services.AddSingleton<ViewDatabase>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.AddSingleton<IEventLog, SqliteEventLog>();
        services.AddSingleton<SqliteViewStore>();
        services.AddSingleton<IViewStore>(provider => provider.GetRequiredService<SqliteViewStore>());
        services.AddSingleton<IViewReader>(provider => provider.GetRequiredService<SqliteViewStore>());
        services.AddSingleton<ICheckpointStore, SqliteCheckpointStore>();
        services.AddSingleton<IStuckStreams, SqliteStuckStreams>();
        services.AddSingleton<IStoreSecrets, SqliteStoreSecrets>();
        services.AddHealthChecks().AddCheck<SqliteHealthCheck>("sqlite");
        return services;
    }
}
