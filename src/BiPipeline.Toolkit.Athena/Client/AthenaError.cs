namespace BiPipeline.Toolkit.Athena;

/// <summary>Why a query failed, in the service's own numbers (Athena, "Error type reference").</summary>
/// <param name="Category">1 the system, 2 the user, 3 other; null when not said.</param>
/// <param name="Type">The error's number; null when not said.</param>
/// <param name="Retryable">The service says that the same query may succeed next time.</param>
/// <param name="Message">The service's message.</param>
public sealed record AthenaError(int? Category, int? Type, bool Retryable, string? Message);
