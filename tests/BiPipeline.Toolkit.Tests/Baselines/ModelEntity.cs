namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>The items that a lake table takes: all, or those of one kind.</summary>
/// <param name="Table">The lake table.</param>
/// <param name="Kind">The kind; null for all items.</param>
sealed record ModelEntity(string Table, string? Kind)
{
    /// <summary>An item as the table has it; an item of another kind does not exist there.</summary>
    internal ModelItem? Of(ModelItem? item) => Kind is null || item?.Kind == Kind ? item : null;

    /// <summary>Whether the table has a row of a write.</summary>
    internal bool Sees(ModelWrite write) => Of(write.Before) is not null || Of(write.After) is not null;
}
