using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every store of secrets promises.</summary>
public abstract class StoreSecretsContract : StoreContract
{
    [Fact]
    public async Task The_first_value_stays_for_ever()
    {
        (await Stores.Secrets.GetOrAddAsync("key", new byte[] { 1, 2 }, Cancel)).Should().Equal(1, 2);
        (await Stores.Secrets.GetOrAddAsync("key", new byte[] { 3, 4 }, Cancel)).Should().Equal(1, 2);
        (await Stores.Secrets.GetOrAddAsync("other", new byte[] { 5 }, Cancel)).Should().Equal(5);
    }

    [Fact]
    public async Task Of_16_that_race_all_get_the_same()
    {
        var secrets = await Race.Of(16, i => Stores.Secrets.GetOrAddAsync("key", new[] { (byte)i }, Cancel));

        secrets.Select(s => s.Single()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_secret_outlives_a_restart_if_the_store_is_durable()
    {
        await Stores.Secrets.GetOrAddAsync("key", new byte[] { 1 }, Cancel);

        await Stores.ReopenAsync();

        (await Stores.Secrets.GetOrAddAsync("key", new byte[] { 2 }, Cancel)).Should().Equal(Stores.IsDurable ? (byte)1 : (byte)2);
    }
}
