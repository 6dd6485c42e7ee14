using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.Users;

/// <summary>For each operation and each status that it can have: requests of which the last one gets it.</summary>
internal static class OpenApiCases
{
    private const string Ada = "/users/ada@computing.org";
    private const string AdaAsJson = """{"email":"ada@computing.org","name":"Ada"}""";
    private const string NameAsJson = """{"name":"Ada King"}""";

    public static IReadOnlyDictionary<(string Operation, int Status), Func<UsersApplication, Task<HttpResponseMessage>>> All { get; } = new Dictionary<(string, int), Func<UsersApplication, Task<HttpResponseMessage>>>
    {
        [("createUser", 201)] = app => TwiceAsync(() => app.SendAsync("POST", "/users", AdaAsJson, ("Idempotency-Key", "k"))),
        [("createUser", 400)] = app => app.SendAsync("POST", "/users", """{"email":"ada","age":36}"""),
        [("createUser", 409)] = app => TwiceAsync(() => app.SendAsync("POST", "/users", AdaAsJson)),
        [("createUser", 413)] = app => app.SendAsync("POST", "/users", new string(' ', 20_000)),
        [("createUser", 415)] = app => app.SendAsync("POST", "/users"),
        [("createUser", 422)] = async app =>
        {
            await app.SendAsync("POST", "/users", AdaAsJson, ("Idempotency-Key", "k"));
            return await app.CreateAsync("grace@navy.mil", "Grace", ("Idempotency-Key", "k"));
        },
        [("createUser", 503)] = app => Full(app).SendAsync("POST", "/users", AdaAsJson),
        [("updateUser", 200)] = async app =>
        {
            await CreatedAsync(app);
            return await TwiceAsync(() => app.SendAsync("PUT", Ada, NameAsJson, ("Idempotency-Key", "p")));
        },
        [("updateUser", 400)] = app => app.SendAsync("PUT", Ada, NameAsJson, ("If-Match", "1")),
        [("updateUser", 404)] = app => app.SendAsync("PUT", Ada, NameAsJson),
        [("updateUser", 412)] = app => app.SendAsync("PUT", Ada, NameAsJson, ("If-Match", "\"1\"")),
        [("updateUser", 413)] = app => app.SendAsync("PUT", Ada, new string(' ', 20_000)),
        [("updateUser", 415)] = app => app.SendAsync("PUT", Ada),
        [("updateUser", 422)] = async app => await (await CreatedAsync(app)).SendAsync("PUT", Ada, NameAsJson, ("Idempotency-Key", "k")),
        [("updateUser", 503)] = async app => await Full(await CreatedAsync(app)).SendAsync("PUT", Ada, NameAsJson),
        [("deleteUser", 204)] = async app =>
        {
            await CreatedAsync(app);
            return await TwiceAsync(() => app.SendAsync("DELETE", Ada, null, ("Idempotency-Key", "d")));
        },
        [("deleteUser", 400)] = app => app.SendAsync("DELETE", "/users/nobody"),
        [("deleteUser", 404)] = app => app.SendAsync("DELETE", Ada),
        [("deleteUser", 412)] = app => app.SendAsync("DELETE", Ada, null, ("If-Match", "*")),
        [("deleteUser", 422)] = async app => await (await CreatedAsync(app)).SendAsync("DELETE", Ada, null, ("Idempotency-Key", "k")),
        [("deleteUser", 503)] = async app => await Full(await CreatedAsync(app)).SendAsync("DELETE", Ada),
        [("listUsers", 200)] = async app =>
        {
            await (await CreatedAsync(app)).CreateAsync("grace@navy.mil");
            await app.SendAsync("GET", "/users/grace@navy.mil?minVersion=1");
            return await app.SendAsync("GET", "/users?limit=1");
        },
        [("listUsers", 400)] = app => app.SendAsync("GET", "/users?limit=0"),
        [("listUsers", 503)] = app => Broken(app).SendAsync("GET", "/users"),
        [("getUser", 200)] = async app => await (await CreatedAsync(app)).SendAsync("GET", Ada + "?minVersion=1", null, ("Prefer", "wait=3")),
        [("getUser", 304)] = async app => await (await CreatedAsync(app)).SendAsync("GET", Ada + "?minVersion=1", null, ("Prefer", "wait=3"), ("If-None-Match", "*")),
        [("getUser", 400)] = app => app.SendAsync("GET", Ada + "?version=0"),
        [("getUser", 404)] = async app =>
        {
            await (await CreatedAsync(app)).SendAsync("DELETE", Ada);
            return await app.SendAsync("GET", Ada + "?minVersion=2", null, ("Prefer", "wait=3"));
        },
        [("getUser", 500)] = async app =>
        {
            await (await CreatedAsync(app)).SendAsync("GET", Ada + "?minVersion=1", null, ("Prefer", "wait=3"));
            await app.DamageAsync("ada@computing.org");
            return await app.SendAsync("GET", Ada);
        },
        [("getUser", 503)] = app => app.SendAsync("GET", Ada + "?minVersion=1", null, ("Prefer", "wait=0")),
        [("getHistory", 200)] = async app =>
        {
            await (await CreatedAsync(app)).SendAsync("DELETE", Ada);
            return await app.SendAsync("GET", Ada + "/history?limit=1");
        },
        [("getHistory", 400)] = app => app.SendAsync("GET", Ada + "/history?after=x"),
        [("getHistory", 404)] = app => app.SendAsync("GET", Ada + "/history"),
        [("getHistory", 503)] = app => Broken(app).SendAsync("GET", Ada + "/history"),
        [("followChanges", 200)] = app => app.SendAsync("HEAD", "/users/changes"),
        [("followChanges", 400)] = app => app.SendAsync("GET", "/users/changes", null, ("Last-Event-ID", "x")),
        [("followChanges", 503)] = app => Broken(app).SendAsync("GET", "/users/changes"),
    };

    private static async Task<UsersApplication> CreatedAsync(UsersApplication app)
    {
        await app.SendAsync("POST", "/users", AdaAsJson, ("Idempotency-Key", "k"));
        return app;
    }

    private static async Task<HttpResponseMessage> TwiceAsync(Func<Task<HttpResponseMessage>> send)
    {
        await send();
        return await send();
    }

    private static UsersApplication Full(UsersApplication app)
    {
        app.AppendFailure = new OverloadedException("The queue");
        return app;
    }

    private static UsersApplication Broken(UsersApplication app)
    {
        app.Failure = new EventStoreUnavailableException("No answer.");
        return app;
    }
}
