using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The records of an object that Lambda wrote to an on-failure destination, without messages and Base64 around them. The
/// toolkit reads such lines as input again.
/// </summary>
/// <param name="Lines">The records; those that are not JSON as lines of quarantine.</param>
/// <param name="IsPayload">Whether the object could be divided into records.</param>
sealed record OnFailureRecords(IReadOnlyList<ReadOnlyMemory<byte>> Lines, bool IsPayload)
{
    /// <summary>Reads the records of an object.</summary>
    /// <param name="stored">The object's bytes as stored; they are disposed.</param>
    /// <param name="schema">A table of the stream, for the order of its records.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal static async Task<OnFailureRecords> ReadAsync(Stream stored, TableSchema schema, CancellationToken cancellationToken)
    {
        var plain = LineReader.OpenPlain(stored);
        await using var _ = plain.ConfigureAwait(false);
        return Read(await WholeObject.ReadAsync(plain, cancellationToken).ConfigureAwait(false), schema);
    }

    static OnFailureRecords Read(byte[] content, TableSchema schema)
    {
        // Of the keys alone, so that every record is read that has them.
        var flattener = new RecordFlattener(schema with
        {
            Source = null,
            Entity = null,
            Columns = schema.GetKeyColumns(),
            Children = [],
            Partitions = [],
            Policies = [],
            Ignored = [],
            Unknown = UnknownAttributes.Drop,
        });
        try
        {
            flattener.Flatten(content);
        }
        catch (PayloadException)
        {
            return new([], IsPayload: false);
        }
        var batch = flattener.Batches[0];
        List<ReadOnlyMemory<byte>> lines = [];
        for (var i = 0; i < batch.RawCount; i++) { lines.Add(batch.RawLine(i).ToArray()); }
        HashSet<int> kept = [.. batch.Raw.Records];
        for (var i = 0; i < batch.QuarantineCount; i++)
        {
            if (!kept.Contains(batch.Quarantine.Records[i])) { lines.Add(batch.QuarantineLine(i).ToArray()); }
        }
        return new(lines, IsPayload: true);
    }
}
