namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Rewrites units: reads their objects, leaves rows out, puts the outputs, and then the receipt. It deletes nothing; a
/// <see cref="RewriteSettlement"/> does, after a grace. Nothing is put before the last object is read.
/// </summary>
/// <remarks>
/// Rows stay under the schema that they were written with, with its columns and its hash, so no value is converted. A unit with several
/// schemas has outputs of each.
/// </remarks>
sealed class Rewrite(IMaintenanceStore store, LakeSchemas schemas, RewriteOptions options)
{
    /// <summary>Rewrites a unit. Returns its receipt; null when there was nothing to do.</summary>
    /// <param name="unit">The unit. Objects that were deleted since it was planned are left out.</param>
    /// <param name="progress">Receives the stored bytes of each object that is read.</param>
    /// <param name="cancellationToken">Ends the call. Some outputs may be stored then, without effect.</param>
    /// <exception cref="InvalidDataException">An object is damaged, or its schema is not in the lake.</exception>
    /// <exception cref="IOException">An object can't be read or stored.</exception>
    internal async Task<RewriteReceipt?> RunAsync(
        RewriteUnit unit, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        IUnitContent content = unit.Zone == LakeZone.Processed
            ? new RowContent(store, schemas, unit, options)
            : new LineContent(store, unit, options);
        using var _ = content as IDisposable;
        foreach (var input in unit.Inputs)
        {
            await content.ReadAsync(input, cancellationToken).ConfigureAwait(false);
            progress?.Report(input.Bytes);
        }
        var rewritten = content.Finish();
        try
        {
            return await PutAsync(rewritten, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var item in rewritten.Outputs) { item.Buffer.Dispose(); }
        }
    }

    async Task<RewriteReceipt?> PutAsync(Rewritten rewritten, CancellationToken cancellationToken)
    {
        var outputs = rewritten.Outputs.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        // An output that is an input has these rows already: it stays, and the others go.
        ReceiptObject[] inputs =
        [
            .. rewritten.Inputs.Select(input => new ReceiptObject(input.Key.ToString(), input.Bytes))
                .Where(input => !outputs.Contains(input.Key))
                .OrderBy(input => input.Key, StringComparer.Ordinal),
        ];
        if (inputs.Length == 0) { return null; }
        var commit = await new ObjectPutter(store, options.Writer).PutAsync(rewritten.Outputs, cancellationToken).ConfigureAwait(false);
        commit.ThrowIfIncomplete();
        var receipt = new RewriteReceipt
        {
            Verb = options.Verb,
            Inputs = inputs,
            Outputs =
            [
                .. commit.Objects.Select(item => new ReceiptObject(item.Key, item.Bytes)).OrderBy(item => item.Key, StringComparer.Ordinal),
            ],
            Rows = rewritten.Rows,
            Repeated = rewritten.Repeated,
            LeftOut = rewritten.LeftOut,
        };
        await store.PutAsync(receipt.GetKey(), ObjectContent.Of(receipt.ToBytes()), cancellationToken).ConfigureAwait(false);
        return receipt;
    }
}
