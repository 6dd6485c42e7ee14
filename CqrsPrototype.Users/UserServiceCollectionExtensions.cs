using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.Users.Commands;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using CqrsPrototype.Users.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Users;

/// <summary>Registers users: what handles their commands, keeps their read model and answers their queries.</summary>
public static class UserServiceCollectionExtensions
{
    /// <summary>Adds what the command API needs.</summary>
    public static IServiceCollection AddUserCommands(this IServiceCollection services)
    {
        services.AddShared();
        services.AddSingleton<UserCommands>();
        return services;
    }

    /// <summary>Adds the read model, to be fed by what the host chooses.</summary>
    public static IServiceCollection AddUserProjections(this IServiceCollection services) => services.AddProjection(new UserProjection());

    /// <summary>Adds what the query API needs.</summary>
    public static IServiceCollection AddUserQueries(this IServiceCollection services)
    {
        services.AddShared();
        services.AddExceptionProblem<ViewDamagedException>(_ => new ProblemResult(
            UserProblems.ReadModelDamaged, "What the read model holds of this user cannot be read."));
        services.AddSingleton<DamagedViews>();
        services.AddSingleton<UserReader>();
        services.AddSingleton<UserQueries>();
        services.AddSingleton<UserLists>();
        services.AddSingleton<UserHistory>();
        services.AddSingleton<UserChanges>();
        services.AddSingleton<UserChangeStream>();
        return services;
    }

    // Both sides may be in one process; what they share is there once.
    private static void AddShared(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(StreamNaming)))
        {
            return;
        }

        services.AddAggregate(UserAggregate.Definition);
        services.AddProblemTypes(UserProblems.All);
        services.AddExceptionProblem<EventStoreUnavailableException>(_ => new ProblemResult(
            ProblemTypes.StoreUnavailable, "The store did not answer in time.")
        { RetryAfterSeconds = 1 });
        services.AddExceptionProblem<OverloadedException>(overload => new ProblemResult(
            ProblemTypes.Overloaded, "The service has as much to do as it can take.")
        { RetryAfterSeconds = (int)overload.RetryAfter.TotalSeconds });
        services.AddSingleton<StreamNaming>();
    }
}
