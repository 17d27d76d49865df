namespace BiPipeline.Toolkit.Athena;

/// <summary>What ranked rows have besides the columns of their table.</summary>
/// <param name="Columns">More columns of the rows.</param>
/// <param name="OfKey">Values of the key, computed over its latest change and its latest dated row, with their names.</param>
/// <param name="LastOrder">The order of rows that are otherwise equal.</param>
sealed record RankedExtras(IReadOnlyList<string> Columns, IReadOnlyList<string> OfKey, string LastOrder);
