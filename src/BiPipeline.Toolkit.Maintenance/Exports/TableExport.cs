namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An export or a scan of one table, with everything that is known before its data is read.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Id">Its identity in the lake: the last part of an export's ARN, or <c>scan-</c>, its time and a hash.</param>
/// <param name="AsOf">The time of the items, or the end of the window.</param>
/// <param name="Files">The data files, in the order of the manifest.</param>
sealed record TableExport(string Location, string Id, DateTimeOffset AsOf, IReadOnlyList<DataFile> Files)
{
    /// <summary>The start of the window of an incremental export; null for a complete image.</summary>
    internal DateTimeOffset? From { get; init; }

    /// <summary>The summary of an export; null for a scan's files.</summary>
    internal ExportSummary? Summary { get; init; }

    /// <summary>The SHA-256 of <c>manifest-files.json</c>; null for a scan's files.</summary>
    internal string? ManifestHash { get; init; }

    /// <summary>Number of items by the manifest; null when unknown.</summary>
    internal long? Items => Files.All(file => file.Items is not null) ? Files.Sum(file => file.Items) : null;
}
