namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Deletes the inputs of receipts after a grace, and then the receipts. Queries that began before the outputs were there have ended by
/// then. It can end at any call and run again, at the same time as others.
/// </summary>
/// <remarks>
/// An input is deleted only while the outputs of its receipt are listed and no other receipt is about to delete them. Of two receipts that
/// need each other's inputs, the later one is void: it is deleted and its inputs stay, for the next rewrite.
/// </remarks>
/// <param name="store">The lake.</param>
/// <param name="time">The clock, which S3's times are compared with.</param>
sealed class RewriteSettlement(IMaintenanceStore store, TimeProvider time)
{
    readonly OpenReceipts _receipts = new(store);

    /// <summary>Settles the receipts whose grace is over.</summary>
    /// <param name="verb">The kind of work, such as <c>compact</c>.</param>
    /// <param name="grace">Time between a receipt and the deletion of its inputs.</param>
    /// <param name="cancellationToken">Ends the call. A later one continues.</param>
    /// <exception cref="IOException">The lake can't be read, or an object can't be deleted.</exception>
    internal async Task<Settled> RunAsync(string verb, TimeSpan grace, CancellationToken cancellationToken)
    {
        var settled = new Settled(0, 0, 0, 0);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (true)
        {
            // Read again before each deletion: another process may have put a receipt since.
            var open = await _receipts.ListAsync(cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var next = open.FirstOrDefault(item =>
                item.Receipt.Verb == verb && item.LastModified + grace <= now && !seen.Contains(item.Key));
            if (next is null) { return settled with { Waiting = open.Count(item => item.Receipt.Verb == verb) }; }
            seen.Add(next.Key);
            settled += await SettleAsync(next, open, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<Settled> SettleAsync(OpenReceipt receipt, IReadOnlyList<OpenReceipt> open, CancellationToken cancellationToken)
    {
        OpenReceipt[] others = [.. open.Where(other => other.Key != receipt.Key && other.Deletes(receipt))];
        // Later ones settle first. Without its outputs it is void then, and its inputs are rewritten again.
        if (others.Any(other => other.IsAfter(receipt)) && !others.Any(receipt.IsAfter)) { return Settled.None; }
        var listed = await ListAsync(receipt.Receipt, cancellationToken).ConfigureAwait(false);
        var isVoid = others.Length > 0 || receipt.Receipt.Outputs.Any(output => !listed.Contains(output.Key));
        if (isVoid)
        {
            await store.DeleteAsync([receipt.Key], cancellationToken).ConfigureAwait(false);
            return Settled.None with { Void = 1 };
        }
        ReceiptObject[] inputs = [.. receipt.Receipt.Inputs.Where(input => listed.Contains(input.Key))];
        if (inputs.Length > 0)
        {
            await store.DeleteAsync([.. inputs.Select(input => input.Key)], cancellationToken).ConfigureAwait(false);
            listed = await ListAsync(receipt.Receipt, cancellationToken).ConfigureAwait(false);
        }
        // A batch that was delivered again may have put an input back: the receipt stays for the next run.
        if (receipt.Receipt.Inputs.Any(input => listed.Contains(input.Key))) { return Settled.None; }
        await store.DeleteAsync([receipt.Key], cancellationToken).ConfigureAwait(false);
        return new(inputs.Length, inputs.Sum(input => input.Bytes), 0, 0);
    }

    async Task<HashSet<string>> ListAsync(RewriteReceipt receipt, CancellationToken cancellationToken)
    {
        HashSet<string> listed = new(StringComparer.Ordinal);
        var folders = receipt.Inputs.Concat(receipt.Outputs).Select(item => item.Key[..(item.Key.LastIndexOf('/') + 1)]);
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            await foreach (var item in store.ListAsync(folder, cancellationToken).ConfigureAwait(false)) { listed.Add(item.Key); }
        }
        return listed;
    }
}
