using Yarp.ReverseProxy.Forwarder;

namespace CqrsPrototype.Gateway.Failures;

internal static partial class LogMessages
{
    [LoggerMessage(9001, LogLevel.Warning, "{Service} gave no answer ({Error}). The client was told so with status {Status}, and to try again.")]
    public static partial void NoAnswer(this ILogger logger, string service, ForwarderError error, int status);
}
