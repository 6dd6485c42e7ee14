using System.Net.Sockets;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Knows the exceptions by which the client says that the broker, or the way to it, has failed; and says them in plain words.</summary>
internal static class BrokerFailure
{
    private const ushort NotAllowed = 530;
    private const ushort AccessRefused = 403;
    private const ushort PreconditionFailed = 406;

    /// <summary>Whether the broker or the network is the cause, not a bug here.</summary>
    public static bool Is(Exception exception) => exception
        is RabbitMQClientException or IOException or SocketException or ObjectDisposedException or TimeoutException or OperationCanceledException;

    /// <summary>What went wrong and what to do about it: one sentence without its full stop, and never a password.</summary>
    public static string Describe(Exception exception, BrokerAddress broker) => Causes(exception).Select(cause => Known(cause, broker)).FirstOrDefault(known => known is not null)
        ?? $"{Causes(exception).Last().Message.TrimEnd('.')}";

    /// <summary>Says why a connection was lost. That may be a refusal: the client takes it for open before the broker has agreed.</summary>
    public static string Describe(ShutdownEventArgs lost, BrokerAddress broker) =>
        Known(new OperationInterruptedException(lost), broker) ?? $"the connection was lost ({lost.ReplyText})";

    private static string? Known(Exception exception, BrokerAddress broker) => exception switch
    {
        PossibleAuthenticationFailureException =>
            $"it refuses the user '{broker.User}': check name and password in the connection string",
        OperationInterruptedException { ShutdownReason: { ReplyCode: NotAllowed } reason } =>
            $"it refuses the virtual host '{broker.VirtualHost}' ({reason.ReplyText}): create it, or give the user '{broker.User}' permissions in it",
        OperationInterruptedException { ShutdownReason: { ReplyCode: AccessRefused } reason } =>
            $"it refuses the user '{broker.User}' ({reason.ReplyText}): give it the permissions to configure, write and read",
        OperationInterruptedException { ShutdownReason: { ReplyCode: PreconditionFailed } reason } =>
            $"a queue or exchange is there in another form ({reason.ReplyText}): delete it when it is empty, and it is made anew",
        SocketException socket => $"it cannot be reached ({socket.Message}): start it, or check the address in the connection string",
        OperationCanceledException or TimeoutException => "it does not answer in time: check that it runs, and the way to it",
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        var inner = exception is AggregateException several ? several.InnerExceptions : exception.InnerException is { } one ? [one] : [];
        return inner.SelectMany(Causes).Prepend(exception);
    }
}
