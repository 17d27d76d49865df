namespace OrdersPipeline.DataGenerator;

/// <summary>One later write to an order.</summary>
sealed record Change(DateTime At, string OrderId, ChangeAction Action, string Why)
{
    /// <summary>The complete attributes that an update sets, or the item that a put writes.</summary>
    internal AttributeMap Attributes { get; init; } = [];

    /// <summary>Names of attributes that an update removes.</summary>
    internal IReadOnlyList<string> Remove { get; init; } = [];
}
