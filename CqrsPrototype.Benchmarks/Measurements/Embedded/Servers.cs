using CqrsPrototype.Benchmarks.Baselines;
using CqrsPrototype.Benchmarks.Baselines.Spine;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>The product and the servers that it is compared with, each with data of its own.</summary>
internal sealed class Servers : IDisposable
{
    private readonly TemporaryDirectory _productData = new();
    private readonly TemporaryDirectory _spineData = new();

    public ProductServer Product { get; private set; } = null!;

    public BaselineServer Spine { get; private set; } = null!;

    public BaselineServer Empty { get; private set; } = null!;

    /// <summary>Numbers the users, so that none is created twice.</summary>
    public Numbers Users { get; } = new();

    public string BaselineDirectory => _spineData.Path;

    public static async Task<Servers> StartAsync(CancellationToken cancellationToken)
    {
        var servers = new Servers();
        try
        {
            servers.Product = await ProductServer.StartAsync(servers._productData.Path, cancellationToken);
            servers.Spine = await BaselineServer.StartAsync(SpineServer.Name, [servers._spineData.Path], cancellationToken);
            servers.Empty = await BaselineServer.StartAsync(EmptyServer.Name, [], cancellationToken);
            return servers;
        }
        catch
        {
            servers.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Product?.Dispose();
        Spine?.Dispose();
        Empty?.Dispose();
        _productData.Dispose();
        _spineData.Dispose();
    }
}
