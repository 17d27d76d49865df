using System.Collections.Concurrent;
using System.IO.Hashing;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Reads objects of the raw zone: compares their names, and traces every record with the rows that it gives. Thread-safe.
/// </summary>
sealed class RawObjectReader
{
    const int ChunkBytes = 512 * 1024;

    readonly UnitContext _context;
    readonly IReadOnlyList<IReadOnlyList<string>> _passes;
    readonly IReadOnlyCollection<string> _formats;
    readonly ConcurrentDictionary<string, ConcurrentBag<FlattenedPass>> _idle = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> _recomputed = new(StringComparer.Ordinal);
    long _records;
    long _bytes;

    /// <summary>Creates a reader.</summary>
    /// <param name="context">The unit.</param>
    /// <param name="passes">The versions of each pass: a hash per family.</param>
    /// <param name="formats">The fingerprints of the unit's files.</param>
    internal RawObjectReader(UnitContext context, IReadOnlyList<IReadOnlyList<string>> passes, IReadOnlyCollection<string> formats) =>
        (_context, _passes, _formats) = (context, passes, formats);

    /// <summary>Number of raw lines.</summary>
    internal long Records => Interlocked.Read(ref _records);

    /// <summary>Number of bytes of raw lines.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Number of processed objects whose whole name follows from one raw object.</summary>
    internal int RecomputedNames => _recomputed.Count;

    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist any more.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal async Task ReadAsync(VerifiedObject item, int source, CancellationToken cancellationToken)
    {
        using var copy = await StoredCopy.ReadAsync(_context.Store, item.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            var family = _context.Families.Find(item.Name.Table)!.Value;
            string? writer;
            using (var names = new LineNames(item, _context.Families[family].Hashes))
            {
                Read(item, source, copy, _passes[0], names, cancellationToken);
                writer = names.Find();
            }
            if (writer is null && !RewrittenName.IsOf(item, copy)) { _context.Findings.Add(FindingKind.NameDiffers, item.Key); }
            foreach (var pass in _passes.Skip(1)) { Read(item, source, copy, pass, names: null, cancellationToken); }
            // Its writer's schema may have sent every record of the unit to quarantine.
            if (writer is not null && _passes.All(pass => pass[family] != writer))
            {
                Read(item, source, copy, [.. _passes[0].Select((hash, i) => i == family ? writer : hash)], names: null, cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            _context.Findings.Add(FindingKind.Damaged, item.Key);
        }
    }

    void Read(
        VerifiedObject item,
        int source,
        StoredCopy copy,
        IReadOnlyList<string> versions,
        LineNames? names,
        CancellationToken cancellationToken)
    {
        var idle = _idle.GetOrAdd(string.Join(' ', versions), _ => []);
        if (!idle.TryTake(out var pass)) { pass = new(versions, _context.Families, _context.Flatten, _context.Places); }
        var input = FileInput.From(item.Key, copy.Length, copy.OpenRead);
        using var chunks = new ChunkReader(input, ChunkBytes, _context.Flatten.MaxRecordBytes);
        using var trace = new RawTrace(_context, pass, source, _formats);
        while (chunks.Read() is { } chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            new FlattenedChunk(pass.Flattener, chunk).Flatten();
            trace.Add();
            if (names is not null)
            {
                names.Add(pass.Flattener, (lines, index, isWellFormed) => _context.Add(new(
                    XxHash128.HashToUInt128(lines.EventId(index)), TraceKind.Record, source, (long)(ulong)lines.Digest(index))));
                Interlocked.Add(ref _records, pass.Flattener.RecordCount);
                Interlocked.Add(ref _bytes, chunk.InputBytes);
            }
            chunks.Return(chunk);
        }
        foreach (var key in trace.Keys())
        {
            if (_context.ProcessedKeys.Contains(key)) { _recomputed.TryAdd(key, true); }
        }
        idle.Add(pass);
    }
}
