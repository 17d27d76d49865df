using System.Collections.Concurrent;
using System.IO.Hashing;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Reads objects of the processed zone: compares footer, name and bytes with the content, and traces every row. Thread-safe.
/// </summary>
sealed class RowObjectReader(UnitContext context)
{
    readonly ConcurrentDictionary<(int Family, string Hash), bool> _versions = new();
    readonly KnownFormats _known = new(context.Options.Format);

    /// <summary>The schema versions of the rows, by family.</summary>
    internal IEnumerable<string> VersionsOf(int family) =>
        _versions.Keys.Where(version => version.Family == family).Select(version => version.Hash);

    /// <summary>The fingerprints of the files' formats.</summary>
    internal ConcurrentDictionary<string, bool> Formats { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist any more.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal async Task ReadAsync(VerifiedObject item, int source, CancellationToken cancellationToken)
    {
        using var copy = await StoredCopy.ReadAsync(context.Store, item.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            using var file = ParquetFileReader.Open(
                item.Key,
                await SeekableFile.OfAsync(copy.OpenRead(), LakeFileReaders.MemoryBytes, cancellationToken).ConfigureAwait(false));
            if (TableOf(item, file) is not { } found)
            {
                context.Findings.Add(FindingKind.WrongSchema, item.Key);
                return;
            }
            Read(item, source, file, found.Table, found.Place, copy, cancellationToken);
        }
        catch (InvalidDataException)
        {
            context.Findings.Add(FindingKind.Damaged, item.Key);
        }
    }

    (LakeTable Table, RowPlace Place)? TableOf(VerifiedObject item, ParquetFileReader file)
    {
        var family = context.Families.Find(item.Name.Table)!.Value;
        if (!file.Metadata.TryGetValue(LakeSchemas.HashName, out var hash) || context.Families[family].Find(hash) is not { } schema)
        {
            return null;
        }
        if (file.Metadata.GetValueOrDefault(LakeSchemas.TableName) != item.Name.Table) { return null; }
        var table = schema.GetTables().FirstOrDefault(table => table.Name == item.Name.Table);
        var fits = table is not null
            && table.Columns.Select(column => (column.Name, column.Type))
                .SequenceEqual(file.Columns.Select(column => (column.Name, column.Type)));
        if (!fits) { return null; }
        _versions.TryAdd((family, hash), true);
        return (table!, new(item.Name.Table, family, hash, item.Name.Partition));
    }

    void Read(
        VerifiedObject item,
        int source,
        ParquetFileReader file,
        LakeTable table,
        RowPlace place,
        StoredCopy copy,
        CancellationToken cancellationToken)
    {
        var rows = new ColumnBatch(table.Columns);
        var digest = new RowDigest();
        var number = context.Places.NumberOf(place);
        var fingerprint = file.Metadata.GetValueOrDefault(LakeSchemas.FormatName);
        var format = _known.Find(fingerprint);
        if (format is not null) { Formats.TryAdd(format.Fingerprint, true); }
        else { context.Findings.Add(FindingKind.Damaged, item.Key); }
        using var stored = copy.OpenRead();
        var output = new ComparingOutput(stored);
        using var writer = format?.Open(table.Columns, output);
        // Its rows alone give a rewritten object its name.
        using var name = file.Metadata.ContainsKey(LakeSchemas.RewriteName) && format is not null
            ? new KeyBuilder(
                item.Name.Zone,
                item.Name.Table,
                item.Name.Partition,
                item.Name.Extension,
                place.Hash,
                format.Fingerprint,
                isRewritten: true)
            : null;
        string? first = null;
        var last = LakeLayout.SequenceText([]);
        var count = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Truncate(0);
            file.ReadRowGroup(group, rows);
            Trace(rows, digest, number, source, name);
            count += rows.RowCount;
            if (rows.RowCount > 0)
            {
                var sequences = (BytesColumn)rows[EnvelopeColumns.Sequence];
                first ??= LakeLayout.SequenceText(sequences[0]);
                last = LakeLayout.SequenceText(sequences[rows.RowCount - 1]);
            }
            writer?.WriteRowGroup(rows);
        }
        // What the footer must have, not what it has.
        writer?.Complete(
        [
            new(LakeSchemas.TableName, item.Name.Table),
            new(LakeSchemas.HashName, place.Hash),
            new(LakeSchemas.FormatName, format!.Fingerprint),
            new("bipipeline.first_sequence", item.Name.FirstSequence),
            new("bipipeline.last_sequence", item.Name.LastSequence),
            .. (KeyValuePair<string, string>[])(name is null ? [] : [new(LakeSchemas.RewriteName, "1")]),
        ]);
        var isNamed = name is null
            ? count == item.Name.Rows && (first ?? last) == item.Name.FirstSequence && last == item.Name.LastSequence
            : name.Finish() == item.Key;
        if (!isNamed)
        {
            context.Findings.Add(FindingKind.NameDiffers, item.Key);
        }
        if (writer is not null && !output.End()) { context.Findings.Add(FindingKind.Damaged, item.Key); }
    }

    void Trace(ColumnBatch rows, RowDigest digest, int place, int source, KeyBuilder? name)
    {
        var eventIds = (BytesColumn)rows[EnvelopeColumns.EventId];
        var sequences = (BytesColumn)rows[EnvelopeColumns.Sequence];
        var times = (FixedColumn<long>)rows[EnvelopeColumns.EventTime];
        var operations = (BytesColumn)rows[EnvelopeColumns.Op];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var dated = operations[row].SequenceEqual("ITEM"u8) ? TraceKind.Item : TraceKind.Dated;
            var kind = sequences.Validity[row] != 0 ? TraceKind.Change : dated;
            var time = times.Validity[row] != 0 ? times.Values[row] : EventTrace.NoTime;
            var values = digest.Of(rows, row);
            name?.Add(eventIds[row], sequences[row], values);
            context.Add(new(XxHash128.HashToUInt128(eventIds[row]), kind, source, time, values, place));
        }
    }
}
