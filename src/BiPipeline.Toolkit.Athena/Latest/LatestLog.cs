namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The receipts of a latest table: <c>maintenance/latest/&lt;table&gt;/receipts/</c>. Objects never change, so each receipt is a new one,
/// and its name counts down from the end of time: the first of a listing is the newest, and finding it takes one request.
/// </summary>
sealed class LatestLog(ILakeObjects lake, string table)
{
    const string Extension = ".json";

    readonly string _prefix = $"{LatestKeys.Prefix(table)}receipts/";

    /// <summary>Returns the newest receipt; null when the table is not known.</summary>
    /// <exception cref="InvalidDataException">The receipt is not one.</exception>
    internal async Task<LatestReceipt?> FindAsync(CancellationToken cancellationToken)
    {
        if (await LatestKeys.FirstAsync(lake, _prefix, cancellationToken).ConfigureAwait(false) is not { } key) { return null; }
        var content = await lake.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        return LatestKeys.Parse(content, LatestJson.Default.LatestReceipt, key);
    }

    /// <summary>Puts a receipt, which is then the newest.</summary>
    internal async Task PutAsync(LatestReceipt receipt, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(receipt, LatestJson.Default.LatestReceipt);
        // A receipt is newer than those that it follows, with any clock.
        var time = receipt.At.ToUnixTimeMilliseconds();
        if (await LatestKeys.FirstAsync(lake, _prefix, cancellationToken).ConfigureAwait(false) is { } key
            && LatestKeys.NumberOf(key, _prefix, Extension) is { } newest)
        {
            time = Math.Max(time, newest + 1);
        }
        while (!await lake.TryPutAsync(LatestKeys.Of(_prefix, time, Extension), content, cancellationToken).ConfigureAwait(false))
        {
            time++;
        }
    }
}
