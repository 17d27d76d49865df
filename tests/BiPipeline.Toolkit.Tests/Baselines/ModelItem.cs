namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>An item of a model table.</summary>
/// <param name="Value">The number of the write that put it, so that two states of an item differ.</param>
/// <param name="Kind">The entity: <c>order</c> or <c>other</c>.</param>
/// <param name="Lines">Number of elements in its list.</param>
/// <param name="Region">One of the values of an identity partition.</param>
/// <param name="Due">A date of the business, for a partition by a column.</param>
sealed record ModelItem(int Value, string Kind, int Lines, string Region, DateTime Due);
