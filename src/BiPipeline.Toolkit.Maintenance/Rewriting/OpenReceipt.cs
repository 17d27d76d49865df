namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A receipt whose inputs are not deleted yet.</summary>
/// <param name="Key">Its key.</param>
/// <param name="LastModified">When it was put: the grace starts then.</param>
/// <param name="Receipt">The receipt.</param>
sealed record OpenReceipt(string Key, DateTimeOffset LastModified, RewriteReceipt Receipt)
{
    /// <summary>Whether another receipt was there before this one, by one rule for all processes.</summary>
    internal bool IsAfter(OpenReceipt other) =>
        LastModified != other.LastModified ? LastModified > other.LastModified : string.CompareOrdinal(Key, other.Key) > 0;

    /// <summary>Whether this receipt deletes an object that another one needs.</summary>
    internal bool Deletes(OpenReceipt other)
    {
        var inputs = Receipt.Inputs.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        return other.Receipt.Outputs.Any(item => inputs.Contains(item.Key));
    }
}
