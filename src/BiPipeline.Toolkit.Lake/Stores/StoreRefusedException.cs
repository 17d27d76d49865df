namespace BiPipeline.Toolkit.Lake;

/// <summary>A store refuses a request until the caller changes bucket, permission, credentials or Region. A retry does not help.</summary>
sealed class StoreRefusedException(string message, Exception inner) : IOException(message, inner);
