namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The lease of a latest table, so that one refresh works on it at a time: two would lose their commits to each other and start again. A
/// claim is an object with a number, and only one of two claims can put the same number. A holder that ended without a release is replaced
/// when its time is over. Correctness does not depend on the lease: a MERGE may run twice, and Iceberg refuses a commit over another.
/// </summary>
sealed class LatestLease
{
    const string Extension = ".json";

    readonly ILakeObjects _lake;
    readonly string _table;
    readonly string _prefix;
    readonly TimeSpan _length;
    readonly TimeProvider _time;
    LatestClaim _claim;
    long _number;

    LatestLease(ILakeObjects lake, string table, TimeSpan length, TimeProvider time, LatestClaim claim, long number) =>
        (_lake, _table, _prefix, _length, _time, _claim, _number) = (lake, table, PrefixOf(table), length, time, claim, number);

    /// <summary>Takes the lease.</summary>
    /// <exception cref="LatestException">Another holder has it.</exception>
    internal static async Task<LatestLease> TakeAsync(
        ILakeObjects lake,
        string table,
        string work,
        LatestRefreshOptions options,
        CancellationToken cancellationToken)
    {
        var (number, claim) = await FindAsync(lake, table, cancellationToken).ConfigureAwait(false);
        var now = options.TimeProvider.GetUtcNow();
        if (claim?.Until > now) { throw Held(table, claim); }
        var own = new LatestClaim(options.NewId(), work, now, now + options.Lease);
        var lease = new LatestLease(lake, table, options.Lease, options.TimeProvider, own, number);
        if (await lease.PutAsync(own, cancellationToken).ConfigureAwait(false)) { return lease; }
        (_, claim) = await FindAsync(lake, table, cancellationToken).ConfigureAwait(false);
        throw Held(table, claim ?? own);
    }

    /// <summary>Returns the claim that counts at a time; null for none.</summary>
    internal static async Task<LatestClaim?> FindHolderAsync(
        ILakeObjects lake,
        string table,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (_, claim) = await FindAsync(lake, table, cancellationToken).ConfigureAwait(false);
        return claim?.Until > now ? claim : null;
    }

    /// <summary>Keeps the lease for another length of time.</summary>
    /// <exception cref="LatestException">Another holder took it over.</exception>
    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (_claim.Until - now > _length / 2) { return; }
        if (!await PutAsync(_claim with { Until = now + _length }, cancellationToken).ConfigureAwait(false)) { throw Lost(); }
    }

    /// <summary>Ends the lease, by any clock. Does nothing when another holder took it over.</summary>
    internal async Task ReleaseAsync() =>
        await PutAsync(_claim with { Until = DateTimeOffset.UnixEpoch }, CancellationToken.None).ConfigureAwait(false);

    async Task<bool> PutAsync(LatestClaim claim, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(claim, LatestJson.Default.LatestClaim);
        var key = LatestKeys.Of(_prefix, _number + 1, Extension);
        var isPut = await _lake.TryPutAsync(key, content, cancellationToken).ConfigureAwait(false);
        if (isPut) { (_claim, _number) = (claim, _number + 1); }
        return isPut;
    }

    static async Task<(long Number, LatestClaim? Claim)> FindAsync(ILakeObjects lake, string table, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(table);
        if (await LatestKeys.FirstAsync(lake, prefix, cancellationToken).ConfigureAwait(false) is not { } key
            || LatestKeys.NumberOf(key, prefix, Extension) is not { } number)
        {
            return (0, null);
        }
        var content = await lake.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        return (number, LatestKeys.Parse(content, LatestJson.Default.LatestClaim, key));
    }

    static string PrefixOf(string table) => $"{LatestKeys.Prefix(table)}lease/";

    static LatestException Held(string table, LatestClaim claim) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Table '{table}' is held by {claim.Work} {claim.Holder} since {claim.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} until "
            + $"{claim.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Run again when it has ended; after that time this command takes over."));

    LatestException Lost() => new(
        $"Another command took over table '{_table}', because this one did not renew its claim in time. Nothing is lost; run again.");
}
