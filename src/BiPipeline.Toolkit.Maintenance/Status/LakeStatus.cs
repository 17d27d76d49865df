namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a lake holds, and what it needs: the result of one listing, and of reading the newest quarantine objects.</summary>
public sealed record LakeStatus
{
    /// <summary>The lake.</summary>
    public required string Location { get; init; }

    /// <summary>When it was listed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Each table in each zone, sorted by table, then zone.</summary>
    public IReadOnlyList<TableStatus> Tables { get; init; } = [];

    /// <summary>Everything else, sorted by prefix.</summary>
    public IReadOnlyList<PrefixStatus> Others { get; init; } = [];

    /// <summary>
    /// Number of objects in the zones that this toolkit did not name, which views read or not by their place. <c>lake verify</c> lists
    /// them.
    /// </summary>
    public long ForeignObjects { get; init; }

    /// <summary>The baselines, one entry per table that has one.</summary>
    public IReadOnlyList<BaselineStatus> Baselines { get; init; } = [];

    /// <summary>Upkeep that has not ended.</summary>
    public IReadOnlyList<OpenWork> OpenWork { get; init; } = [];

    /// <summary>The quarantines, one entry per table that has lines.</summary>
    public IReadOnlyList<QuarantineStatus> Quarantines { get; init; } = [];

    /// <summary>What killed writers left.</summary>
    public LeftOverStatus LeftOvers { get; init; } = new();

    /// <summary>Reads the status of a lake. Memory is bounded by the number of tables, baselines and runs.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public static Task<LakeStatus> ReadAsync(
        IMaintenanceStore store, LakeStatusOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        options.Validate();
        return new LakeStatusReader(store, options).ReadAsync(cancellationToken);
    }

    /// <summary>Deletes the left-overs of killed writers that are older than 24 hours.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="time">The clock. Default (null): the system's.</param>
    /// <param name="cancellationToken">Ends the call. Some may be deleted then.</param>
    /// <returns>What was found; <see cref="LeftOverStatus.Removable"/> of them are deleted.</returns>
    /// <exception cref="IOException">The lake can't be listed, or a left-over can't be deleted.</exception>
    public static Task<LeftOverStatus> RemoveLeftOversAsync(
        IMaintenanceStore store, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new LeftOvers(store, time ?? TimeProvider.System).RemoveAsync(cancellationToken);
    }
}
