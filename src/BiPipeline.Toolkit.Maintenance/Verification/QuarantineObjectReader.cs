using System.Collections.Concurrent;
using System.IO.Hashing;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads objects of the quarantine zone: compares their names, and traces every line. Thread-safe.</summary>
sealed class QuarantineObjectReader(UnitContext context)
{
    const int ChunkBytes = 512 * 1024;

    readonly ConcurrentBag<FlattenedPass> _idle = [];

    /// <summary>Reads an object.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist any more.</exception>
    /// <exception cref="IOException">The object can't be read.</exception>
    internal async Task ReadAsync(VerifiedObject item, int source, CancellationToken cancellationToken)
    {
        using var copy = await StoredCopy.ReadAsync(context.Store, item.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var pass))
            {
                string[] versions = [.. context.Families.All.Select(family => family.Hashes[0])];
                pass = new(versions, context.Families, context.Flatten, context.Places);
            }
            var family = context.Families.Find(item.Name.Table)!.Value;
            using var names = new LineNames(item, context.Families[family].Hashes);
            using var chunks = new ChunkReader(
                FileInput.From(item.Key, copy.Length, copy.OpenRead), ChunkBytes, context.Flatten.MaxRecordBytes);
            while (chunks.Read() is { } chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                new FlattenedChunk(pass.Flattener, chunk).Flatten();
                names.Add(pass.Flattener, (lines, index, isWellFormed) =>
                {
                    // Changes have a sequence number and a raw line; items of a backfill have neither.
                    var kind = isWellFormed && !lines.Sequence(index).IsEmpty ? TraceKind.Line : TraceKind.LooseLine;
                    context.Add(new(XxHash128.HashToUInt128(lines.EventId(index)), kind, source, (long)(ulong)lines.Digest(index)));
                });
                chunks.Return(chunk);
            }
            if (names.Find() is null && !RewrittenName.IsOf(item, copy)) { context.Findings.Add(FindingKind.NameDiffers, item.Key); }
            _idle.Add(pass);
        }
        catch (InvalidDataException)
        {
            context.Findings.Add(FindingKind.Damaged, item.Key);
        }
    }
}
