namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every suite needs: stores of its own for each test.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private IStoreFixture? _stores;

    protected IStoreFixture Stores => _stores!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stores = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        // A suite whose server is not there has no stores.
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IStoreFixture> CreateAsync();
}
