namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Cuts a day's raw objects into units. The objects themselves decide where a unit ends. So an object that arrives later changes its own
/// unit, and the receipts of the other units stay valid.
/// </summary>
static class RebuildCut
{
    /// <summary>Stored bytes of a unit, on average.</summary>
    internal const long UnitBytes = 128L * 1024 * 1024;

    /// <summary>Stored bytes that a unit does not exceed, unless it is one object.</summary>
    internal const long MostBytes = 4 * UnitBytes;

    // A small object costs a request, however small it is.
    internal const long LeastBytes = 64 * 1024;

    /// <summary>Returns the units of a day.</summary>
    /// <param name="table">The table of the raw objects.</param>
    /// <param name="day">The day.</param>
    /// <param name="objects">All raw objects of the day.</param>
    internal static IEnumerable<RebuildUnit> Of(string table, DateOnly day, IEnumerable<RawObject> objects)
    {
        List<RawObject> open = [];
        var bytes = 0L;
        foreach (var item in objects.OrderBy(FirstSequence, SequenceOrder).ThenBy(item => item.Key, StringComparer.Ordinal))
        {
            var weight = Math.Max(item.Bytes, LeastBytes);
            if (open.Count > 0 && bytes + weight > MostBytes) { yield return End(); }
            open.Add(item);
            bytes += weight;
            if (IsEnd(item, weight)) { yield return End(); }
        }
        if (open.Count > 0) { yield return End(); }

        RebuildUnit End()
        {
            var unit = new RebuildUnit(table, day, [.. open]);
            open.Clear();
            bytes = 0;
            return unit;
        }
    }

    static Comparer<string> SequenceOrder { get; } = Comparer<string>.Create(LakeLayout.CompareSequences);

    static string FirstSequence(RawObject item) => LakeLayout.TryParseKey(item.Key, out var key) ? key.FirstSequence : "";

    // The hash in a name is as good as a random number: one that is drawn once, for each object.
    static bool IsEnd(RawObject item, long weight)
    {
        if (!LakeLayout.TryParseKey(item.Key, out var key)) { return false; }
        var drawn = ulong.Parse(key.Hash.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return drawn < ulong.MaxValue / (double)UnitBytes * weight;
    }
}
