namespace CqrsPrototype.Benchmarks.Load;

/// <summary>A server did not do what was asked, so its speed means nothing.</summary>
internal sealed class UnexpectedAnswerException(string request, int status) : Exception($"A request '{request}' was answered with {status}.")
{
    public static void ThrowUnless(bool isExpected, IRequests requests, int status)
    {
        if (!isExpected)
        {
            throw new UnexpectedAnswerException(requests.GetType().Name, status);
        }
    }
}
