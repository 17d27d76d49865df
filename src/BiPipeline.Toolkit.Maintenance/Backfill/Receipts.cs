using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The receipts of one export under one set of schemas: <c>maintenance/backfill/&lt;export&gt;/&lt;hash&gt;/&lt;unit&gt;.json</c>.
/// Other schemas have other receipts, so an interrupted run never continues with rows of an older version.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="export">The export's identity.</param>
/// <param name="schemas">The schemas of the run.</param>
sealed class Receipts(IObjectStore store, string export, IReadOnlyList<TableSchema> schemas)
{
    const int ParallelReads = 16;

    readonly string _prefix = LakeLayout.ReceiptPrefix(export, HashOf(schemas));

    /// <summary>Returns the numbers of units with a receipt.</summary>
    internal async Task<IReadOnlySet<int>> ListAsync(CancellationToken cancellationToken)
    {
        HashSet<int> units = [];
        await foreach (var item in store.ListAsync(_prefix, cancellationToken).ConfigureAwait(false))
        {
            var name = Path.GetFileNameWithoutExtension(item.Key);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var unit)) { units.Add(unit); }
        }
        return units;
    }

    /// <summary>Reads a receipt; null when it does not exist.</summary>
    internal async Task<Receipt?> ReadAsync(int unit, CancellationToken cancellationToken)
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
    internal async Task<IReadOnlyList<Receipt?>> ReadAllAsync(IReadOnlyList<BackfillUnit> units, CancellationToken cancellationToken)
    {
        var receipts = new Receipt?[units.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, units.Count, parallel, async (i, token) =>
            receipts[i] = await ReadAsync(units[i].Number, token).ConfigureAwait(false)).ConfigureAwait(false);
        return receipts;
    }

    internal Task PutAsync(Receipt receipt, CancellationToken cancellationToken) =>
        store.PutAsync(KeyOf(receipt.Unit), ObjectContent.Of(receipt.ToBytes()), cancellationToken);

    /// <summary>Reads a receipt by its key.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    internal static async Task<Receipt> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken) =>
        Receipt.Parse(await WholeObject.ReadAsync(store, key, cancellationToken).ConfigureAwait(false), key);

    string KeyOf(int unit) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{unit:D6}.json");

    static string HashOf(IReadOnlyList<TableSchema> schemas)
    {
        var texts = schemas.Select(schema => $"{schema.Table} {schema.ComputeHash()}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))))[..LakeLayout.HashDigits];
    }
}
