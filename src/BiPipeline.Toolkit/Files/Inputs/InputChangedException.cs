namespace BiPipeline.Toolkit;

/// <summary>An input is another one than when it was found.</summary>
sealed class InputChangedException(string message, Exception? inner = null) : IOException(message, inner);
