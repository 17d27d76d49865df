namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What an erasure does with a line.</summary>
static class LineFate
{
    /// <summary>The kinds.</summary>
    internal enum Kind
    {
        /// <summary>It has none of the keys.</summary>
        Other = 0,

        /// <summary>It has a key.</summary>
        Match,

        /// <summary>Its key can't be read.</summary>
        Unreadable,
    }

    /// <summary>Judges a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="zone">The zone; null outside the zones.</param>
    /// <param name="searches">The keys.</param>
    /// <param name="time">The time of the change, if it has a key and a time.</param>
    internal static Kind Of(ReadOnlyMemory<byte> line, LakeZone? zone, IReadOnlyList<KeySearch> searches, out DateTimeOffset? time)
    {
        time = null;
        var mayBeUnreadable = zone != LakeZone.Raw;
        if (!mayBeUnreadable && !searches.Any(search => search.MayMatch(line.Span))) { return Kind.Other; }
        using var document = LineJson.Parse(line);
        if (document is null) { return Kind.Unreadable; }
        if (searches.Any(search => search.Matches(document.RootElement)))
        {
            time = LineJson.TimeOf(document.RootElement);
            return Kind.Match;
        }
        return zone == LakeZone.Quarantine && LineJson.IsUnreadableQuarantine(document.RootElement) ? Kind.Unreadable : Kind.Other;
    }
}
