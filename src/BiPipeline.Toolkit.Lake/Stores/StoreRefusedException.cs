namespace BiPipeline.Toolkit.Lake;

/// <summary>A store refuses what a caller has to change first: bucket, permission, credentials, Region. A retry does not help.</summary>
sealed class StoreRefusedException(string message, Exception inner) : IOException(message, inner);
