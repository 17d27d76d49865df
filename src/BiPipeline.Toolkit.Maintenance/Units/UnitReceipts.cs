namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The receipts of one piece of work, an object per finished unit: <c>&lt;prefix&gt;&lt;unit&gt;.json</c>. A run continues with the units
/// that have none.
/// </summary>
/// <typeparam name="TReceipt">The receipt's type.</typeparam>
/// <param name="store">The lake.</param>
/// <param name="prefix">The prefix of the keys. It names everything that must be equal for a run to continue another one.</param>
sealed class UnitReceipts<TReceipt>(IObjectStore store, string prefix)
    where TReceipt : class, IUnitReceipt<TReceipt>
{
    const string Extension = ".json";
    const int ParallelReads = 16;

    /// <summary>Returns the names of units with a receipt.</summary>
    internal async Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken)
    {
        HashSet<string> units = new(StringComparer.Ordinal);
        await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (item.Key.EndsWith(Extension, StringComparison.Ordinal)) { units.Add(item.Key[prefix.Length..^Extension.Length]); }
        }
        return units;
    }

    /// <summary>Reads the receipt of a unit; null when it does not exist.</summary>
    internal async Task<TReceipt?> ReadAsync(string unit, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(store, KeyOf(unit), cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads the receipts of units, in their order.</summary>
    internal async Task<IReadOnlyList<TReceipt?>> ReadAllAsync(IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        var receipts = new TReceipt?[units.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, units.Count, parallel, async (i, token) =>
            receipts[i] = await ReadAsync(units[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return receipts;
    }

    /// <summary>Puts the receipt of a unit.</summary>
    internal Task PutAsync(string unit, TReceipt receipt, CancellationToken cancellationToken) =>
        store.PutAsync(KeyOf(unit), ObjectContent.Of(receipt.ToBytes()), cancellationToken);

    /// <summary>Reads a receipt by its key.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    internal static async Task<TReceipt> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken) =>
        TReceipt.Parse(await WholeObject.ReadAsync(store, key, cancellationToken).ConfigureAwait(false), key);

    string KeyOf(string unit) => prefix + unit + Extension;
}
