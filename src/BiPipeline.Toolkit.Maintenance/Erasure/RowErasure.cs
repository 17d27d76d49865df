using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Writes an object of rows again without some of them: with its columns and schema hash, so that nothing is converted. Its name is
/// that of a rewrite: a hash of the rows that stay.
/// </summary>
static class RowErasure
{
    /// <summary>Writes the rows that stay.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="key">Its key.</param>
    /// <param name="drops">Whether a row of a batch goes.</param>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key of the new object; null when no row stays.</returns>
    internal static string? Write(
        ILakeFileReader reader, LakeKey key, Func<ColumnBatch, int, bool> drops, SpillBuffer buffer, CancellationToken cancellationToken)
    {
        var format = new ParquetFormat();
        var schemaHash = reader.Metadata.GetValueOrDefault(LakeSchemas.HashName) ?? "";
        using var name = new KeyBuilder(
            LakeZone.Processed, key.Table, key.Partition, format.Extension, schemaHash, format.Fingerprint, isRewritten: true);
        using var writer = format.Open(reader.Columns, buffer);
        var (rows, kept) = (new ColumnBatch(reader.Columns), new ColumnBatch(reader.Columns));
        var digest = new RowDigest();
        List<int> staying = [];
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Truncate(0);
            kept.Truncate(0);
            staying.Clear();
            reader.ReadRowGroup(group, rows);
            var eventIds = (BytesColumn)rows[EnvelopeColumns.EventId];
            var sequences = (BytesColumn)rows[EnvelopeColumns.Sequence];
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (drops(rows, row)) { continue; }
                staying.Add(row);
                name.Add(eventIds[row], sequences.Validity[row] == 0 ? default : sequences[row], digest.Of(rows, row));
            }
            kept.AppendRows(rows, [.. staying]);
            writer.WriteRowGroup(kept);
        }
        if (name.Rows == 0) { return null; }
        writer.Complete(
        [
            new(LakeSchemas.TableName, key.Table),
            new(LakeSchemas.HashName, schemaHash),
            new(LakeSchemas.FormatName, format.Fingerprint),
            new("bipipeline.first_sequence", name.FirstSequence),
            new("bipipeline.last_sequence", name.LastSequence),
            new(LakeSchemas.RewriteName, "1"),
        ]);
        return name.Finish();
    }
}
