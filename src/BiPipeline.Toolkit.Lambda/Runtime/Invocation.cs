namespace BiPipeline.Toolkit.Lambda;

/// <summary>An event and what Lambda says about it.</summary>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Deadline">When Lambda ends the function.</param>
/// <param name="TraceId">The X-Ray trace; null without one.</param>
/// <param name="Payload">The event's JSON, until the next one is taken.</param>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, ReadOnlyMemory<byte> Payload);
