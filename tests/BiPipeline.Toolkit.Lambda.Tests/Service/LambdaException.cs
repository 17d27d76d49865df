namespace BiPipeline.Toolkit.Lambda.Tests.Service;

/// <summary>An invocation failed: the function said so, or its process ended.</summary>
sealed class LambdaException(string errorType, string message) : Exception(message)
{
    internal const string ProcessEnded = "Runtime.ExitError";

    internal string ErrorType => errorType;
}
