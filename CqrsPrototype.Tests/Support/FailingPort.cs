using System.Reflection;

namespace CqrsPrototype.Tests.Support;

/// <summary>A port that does what the sound one does, or throws what a test says.</summary>
public class FailingPort : DispatchProxy
{
    private object _sound = null!;
    private Func<string, Exception?> _failure = null!;

    /// <summary>Puts a failure, while there is one for the method of that name, in front of every call of a port.</summary>
    public static T Around<T>(T sound, Func<string, Exception?> failure)
        where T : class
    {
        var port = Create<T, FailingPort>();
        var proxy = (FailingPort)(object)port;
        (proxy._sound, proxy._failure) = (sound, failure);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_failure(targetMethod!.Name) is { } exception)
        {
            throw exception;
        }

        return targetMethod.Invoke(_sound, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
