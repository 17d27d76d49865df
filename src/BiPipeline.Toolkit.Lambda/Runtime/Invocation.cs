namespace BiPipeline.Toolkit.Lambda;

/// <summary>An event with its metadata.</summary>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Deadline">Time when Lambda ends the function.</param>
/// <param name="TraceId">The X-Ray trace; null if there is none.</param>
/// <param name="Payload">The event's JSON, valid until the next event.</param>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, ReadOnlyMemory<byte> Payload);
