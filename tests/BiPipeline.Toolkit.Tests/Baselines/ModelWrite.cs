namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>A write to one item of a model table.</summary>
/// <param name="Number">The position among the writes of the table, from 0; also the item's value.</param>
/// <param name="Key">The item's key.</param>
/// <param name="Time">The time of the write; no two writes of a table have the same.</param>
/// <param name="Before">The item before; null when it does not exist.</param>
/// <param name="After">The item after; null when it does not exist.</param>
/// <param name="IsTtl">Whether the TTL service deleted the item.</param>
sealed record ModelWrite(int Number, int Key, DateTime Time, ModelItem? Before, ModelItem? After, bool IsTtl);
