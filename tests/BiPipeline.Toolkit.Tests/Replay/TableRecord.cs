namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A record of a table's stream.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Json">The record as Lambda gets it.</param>
/// <param name="Row">Its row in <c>shop_events</c>; null for a poison record.</param>
/// <param name="Item">The key's number.</param>
/// <param name="EventId">Its identity.</param>
sealed record TableRecord(string Sequence, string Json, string? Row, int Item, string EventId);
