using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>Does one fault to a copy of a lake whose batches were delivered once. It edits files with the writer, as another program would.</summary>
sealed class FaultInjector(TestLake lake, Random random)
{
    static readonly string[] OutsideDays = ["dt=2019-12-31", "dt=2099-01-01", "dt=2026-02-30", "day=2026-11-10", "dt=2026-11-10/zone=eu"];

    InMemoryMaintenanceStore _store = null!;

    internal static IReadOnlyList<string> Names { get; } =
    [
        "byte flipped", "object removed", "rows removed", "raw removed", "outside projection", "wrong schema", "value swapped", "generation repeated",
        "unknown name", "moved to another partition", "raw lines removed", "truncated", "rows added", "renamed", "quarantine removed",
    ];

    /// <summary>Does a fault.</summary>
    /// <returns>The fault and the disturbed store; null when the lake has no place for it.</returns>
    internal async Task<(LakeFault Fault, InMemoryMaintenanceStore Store)?> InjectAsync(string name)
    {
        _store = lake.Store.Copy();
        var fault = name switch
        {
            "byte flipped" => await FlipAsync(name),
            "object removed" => await RemoveAsync(name),
            "rows removed" => await RemoveRowsAsync(name),
            "raw removed" => await RemoveRawAsync(name),
            "outside projection" => await PutOutsideAsync(name),
            "wrong schema" => await ChangeSchemaAsync(name),
            "value swapped" => await SwapAsync(name),
            "generation repeated" => await RepeatAsync(name),
            "unknown name" => await PutUnknownAsync(name),
            "moved to another partition" => await MoveAsync(name),
            "raw lines removed" => await RemoveLinesAsync(name),
            "truncated" => await TruncateAsync(name),
            "rows added" => await AddRowsAsync(name),
            "renamed" => await RenameAsync(name),
            "quarantine removed" => await RemoveQuarantineAsync(name),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The fault does not exist."),
        };
        return fault is null ? null : (fault, _store);
    }

    // Every byte of a Parquet file is written again. Of gzip, some bits have no content: the writer's system, the end's padding.
    async Task<LakeFault?> FlipAsync(string name)
    {
        var key = Pick(Zones("processed/", "raw/", "quarantine/"));
        var bytes = _store[key].ToArray();
        byte[] flipped;
        do
        {
            flipped = [.. bytes];
            flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }
        while (key.EndsWith(".gz", StringComparison.Ordinal) && Decompressed(flipped) is { } text && text.AsSpan().SequenceEqual(Decompressed(bytes)));
        await ReplaceAsync(key, flipped);
        return Fault(name, key, FindingKind.Damaged, FindingKind.NameDiffers, FindingKind.WrongSchema);
    }

    async Task<LakeFault?> TruncateAsync(string name)
    {
        var key = Pick(Zones("processed/", "raw/", "quarantine/"));
        await ReplaceAsync(key, _store[key][..random.Next(_store[key].Length)]);
        return Fault(name, key, FindingKind.Damaged, FindingKind.NameDiffers);
    }

    async Task<LakeFault?> RemoveAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        await _store.DeleteAsync([key]);
        return FaultOfRaw(name, key);
    }

    async Task<LakeFault?> RemoveRawAsync(string name)
    {
        // Raw of ignored records has no rows that would miss it.
        var key = Pick([.. Zones("raw/").Where(raw => Batch(raw).Any(other => other.StartsWith("processed/", StringComparison.Ordinal)))]);
        await _store.DeleteAsync([key]);
        // The whole oldest day looks like a lifecycle rule's work.
        var batch = Batch(key);
        string[] folders = [.. batch.Select(other => other[..other.LastIndexOf('/')])];
        return new(name, [FindingKind.WithoutRaw, FindingKind.RawExpired], [.. batch, .. folders], [.. batch, .. folders]);
    }

    async Task<LakeFault?> RemoveQuarantineAsync(string name)
    {
        // An unreadable record is in quarantine alone: nothing tells that it is gone.
        string[] keys = [.. Zones("quarantine/").Where(key => Batch(key).Any(raw => raw.StartsWith("raw/", StringComparison.Ordinal) && LakeLayout.TryParseKey(raw, out var a) && LakeLayout.TryParseKey(key, out var b) && a.Partition == b.Partition))];
        if (keys.Length == 0) { return null; }
        var removed = Pick(keys);
        await _store.DeleteAsync([removed]);
        return FaultOfRaw(name, removed);
    }

    async Task<LakeFault?> RemoveRowsAsync(string name)
    {
        var keys = Zones("processed/").Where(key => NameOf(key).Rows > 1).ToArray();
        if (keys.Length == 0) { return null; }
        var key = Pick(keys);
        await EditAsync(key, (rows, target) =>
        {
            var left = random.Next(rows.RowCount);
            target.AppendRows(rows, [.. Enumerable.Range(0, rows.RowCount).Where(row => row != left)]);
        });
        var fault = FaultOfRaw(name, key);
        return fault with { Kinds = [FindingKind.NameDiffers], Places = [key] };
    }

    async Task<LakeFault?> RemoveLinesAsync(string name)
    {
        var keys = Zones("raw/").Where(key => NameOf(key).Rows > 1).ToArray();
        if (keys.Length == 0) { return null; }
        var key = Pick(keys);
        var lines = Encoding.UTF8.GetString(Decompressed(_store[key])!).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        lines.RemoveAt(random.Next(lines.Count));
        await ReplaceAsync(key, Compressed(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
        return Fault(name, key, FindingKind.NameDiffers);
    }

    async Task<LakeFault?> AddRowsAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        await EditAsync(key, (rows, target) =>
        {
            target.AppendRows(rows, [.. Enumerable.Range(0, rows.RowCount)]);
            target.AppendRows(rows, [0]);
            Overwrite(target, EnvelopeColumns.EventId, target.RowCount - 1, "made up"u8.ToArray());
        });
        return Fault(name, key, FindingKind.NameDiffers);
    }

    async Task<LakeFault?> SwapAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        var column = Pick(["order_id", "_op", "_stream", "_rescued"]);
        await EditAsync(key, (rows, target) =>
        {
            target.AppendRows(rows, [.. Enumerable.Range(0, rows.RowCount)]);
            Overwrite(target, column, random.Next(rows.RowCount), Encoding.UTF8.GetBytes($"another {random.Next()}"));
        });
        return Fault(name, key, FindingKind.Differs);
    }

    async Task<LakeFault?> ChangeSchemaAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        var (member, value) = random.Next(2) == 0 ? (LakeSchemas.HashName, new string('0', 64)) : (LakeSchemas.TableName, "other");
        await EditAsync(
            key,
            (rows, target) => target.AppendRows(rows, [.. Enumerable.Range(0, rows.RowCount)]),
            item => item.Key == member ? new(member, value) : item);
        return Fault(name, key, FindingKind.WrongSchema);
    }

    async Task<LakeFault?> PutOutsideAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        var parsed = NameOf(key);
        var outside = parsed with { Partition = Pick(OutsideDays) };
        await _store.PutAsync(outside.ToString(), ObjectContent.Of(_store[key]));
        return new(name, [FindingKind.OutsideProjection], [outside.ToString()], [outside.ToString()]);
    }

    async Task<LakeFault?> PutUnknownAsync(string name)
    {
        var key = Pick(Zones("processed/", "raw/", "quarantine/"));
        var folder = key[..(key.LastIndexOf('/') + 1)];
        var unknown = Pick([folder + "part-0000.snappy.parquet", folder + "1-2-3.parquet", key + ".bak", "processed/stray/" + key[(key.LastIndexOf('/') + 1)..], "raw/x"]);
        await _store.PutAsync(unknown, ObjectContent.Of(_store[key]));
        return new(name, [FindingKind.UnknownName, FindingKind.NameDiffers], [unknown], [unknown]);
    }

    async Task<LakeFault?> MoveAsync(string name)
    {
        var key = Pick(Zones("processed/"));
        var parsed = NameOf(key);
        var partition = parsed.Partition.StartsWith("zone=", StringComparison.Ordinal) ? Pick([.. new[] { "zone=eu", "zone=us", "zone=other" }.Except([parsed.Partition])]) : "dt=2026-11-08";
        var moved = (parsed with { Partition = partition }).ToString();
        await _store.PutAsync(moved, ObjectContent.Of(_store[key]));
        await _store.DeleteAsync([key]);
        var fault = FaultOfRaw(name, key);
        // By days, the other partition is another unit, where raw has none of the events.
        return fault with { Kinds = [FindingKind.WrongPartition, FindingKind.WithoutRaw, FindingKind.RawExpired], Places = [moved, moved[..moved.LastIndexOf('/')]], Affected = [.. fault.Affected, moved, moved[..moved.LastIndexOf('/')]] };
    }

    async Task<LakeFault?> RenameAsync(string name)
    {
        var key = Pick(Zones("processed/", "raw/"));
        var parsed = NameOf(key);
        var renamed = (random.Next(3) switch
        {
            0 => parsed with { Rows = parsed.Rows + 1 },
            1 => parsed with { FirstSequence = "1" },
            _ => parsed with { LastSequence = "9" + parsed.LastSequence.TrimStart('x') },
        }).ToString();
        await _store.PutAsync(renamed, ObjectContent.Of(_store[key]));
        await _store.DeleteAsync([key]);
        return new(name, [FindingKind.NameDiffers], [renamed], [renamed, .. Batch(key)]);
    }

    async Task<LakeFault?> RepeatAsync(string name)
    {
        // As a rebuild does it before it drops what was there.
        var raw = Pick([.. Zones("raw/").Where(key => Batch(key).Any(other => other.StartsWith("processed/", StringComparison.Ordinal)))]);
        var lines = Encoding.UTF8.GetString(Decompressed(_store[raw])!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var newer = lake.Schemas.Select(schema => schema with { Version = schema.Version + 1 }).ToList();
        var pipeline = new FilePipeline(_store, new() { Schemas = newer, Flatten = TestLake.Flatten, AllowUnreadable = true });
        var before = _store.Keys.ToHashSet();
        await pipeline.RunAsync([FileInput.From(raw, 0, () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))))]);
        if (!_store.Keys.Any(key => key.StartsWith("processed/", StringComparison.Ordinal) && !before.Contains(key))) { return null; }
        string[] folders = [.. Batch(raw).Where(key => key.StartsWith("processed/", StringComparison.Ordinal)).Select(key => key[..(key.LastIndexOf('/') + 1)])];
        return new(name, [FindingKind.TwoGenerations], folders, folders);
    }

    LakeFault Fault(string name, string key, params FindingKind[] kinds) => new(name, kinds, [key], AffectedBy(key));

    // Its events are in raw and nowhere else.
    LakeFault FaultOfRaw(string name, string key)
    {
        var raw = Batch(key).Where(other => other.StartsWith("raw/", StringComparison.Ordinal)).ToArray();
        return new(name, [FindingKind.Missing], raw, AffectedBy(key));
    }

    IReadOnlyList<string> AffectedBy(string key)
    {
        var batch = Batch(key);
        return [.. batch, .. batch.Select(other => other[..other.LastIndexOf('/')])];
    }

    IReadOnlyList<string> Batch(string key) => lake.Batches.First(batch => batch.Contains(key));

    string[] Zones(params string[] zones) => [.. _store.Keys.Where(key => Array.Exists(zones, zone => key.StartsWith(zone, StringComparison.Ordinal)))];

    T Pick<T>(T[] items) => items[random.Next(items.Length)];

    static LakeKey NameOf(string key) => LakeLayout.TryParseKey(key, out var name) ? name : throw new FormatException(key);

    async Task ReplaceAsync(string key, byte[] bytes)
    {
        await _store.DeleteAsync([key]);
        await _store.PutAsync(key, ObjectContent.Of(bytes));
    }

    async Task EditAsync(
        string key, Action<ColumnBatch, ColumnBatch> edit, Func<KeyValuePair<string, string>, KeyValuePair<string, string>>? metadata = null)
    {
        using var reader = await LakeFileReaders.OpenAsync(_store, key, default);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ParquetFormat().Open(reader.Columns, buffer);
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var rows = new ColumnBatch(reader.Columns);
            reader.ReadRowGroup(group, rows);
            var target = new ColumnBatch(reader.Columns);
            edit(rows, target);
            writer.WriteRowGroup(target);
        }
        writer.Complete([.. reader.Metadata.Select(item => metadata is null ? item : metadata(item))]);
        await ReplaceAsync(key, buffer.WrittenSpan.ToArray());
    }

    // Replaces the text of one row.
    static void Overwrite(ColumnBatch rows, string column, int row, byte[] value)
    {
        var text = (BytesColumn)rows[column];
        (byte[] Bytes, bool IsNull)[] rest = [.. Enumerable.Range(row + 1, text.Count - row - 1).Select(i => (text[i].ToArray(), text.Validity[i] == 0))];
        text.Truncate(row);
        text.Append(value);
        foreach (var (bytes, isNull) in rest)
        {
            if (isNull) { text.AppendNull(); }
            else { text.Append(bytes); }
        }
    }

    static byte[] Compressed(byte[] bytes)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal)) { gzip.Write(bytes); }
        return buffer.ToArray();
    }

    // Null when it is damaged.
    static byte[]? Decompressed(byte[] bytes)
    {
        try
        {
            var buffer = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            gzip.CopyTo(buffer);
            return buffer.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
