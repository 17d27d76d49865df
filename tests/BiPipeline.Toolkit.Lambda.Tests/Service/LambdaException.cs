namespace BiPipeline.Toolkit.Lambda.Tests.Service;

/// <summary>An invocation failed: the function reported an error, or its process ended.</summary>
sealed class LambdaException(string errorType, string message) : Exception(message)
{
    internal const string ProcessEnded = "Runtime.ExitError";

    internal string ErrorType => errorType;
}
