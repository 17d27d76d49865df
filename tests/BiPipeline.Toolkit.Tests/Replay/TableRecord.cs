namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A record of a table's stream.</summary>
/// <param name="Sequence">The sequence number.</param>
/// <param name="Json">The record in Lambda's form.</param>
/// <param name="Row">The row in <c>shop_events</c>; null for a poison record.</param>
/// <param name="Item">The key's number.</param>
/// <param name="EventId">The identity.</param>
sealed record TableRecord(string Sequence, string Json, string? Row, int Item, string EventId);
