namespace BiPipeline.Toolkit.Flattening;

/// <summary>Several takers of one attribute: columns of other types, a column and a child table. The value is lost to none: one that takes it is enough.</summary>
sealed class SharedReader(PassContext context, IReadOnlyList<AttributeReader> readers) : AttributeReader(context)
{
    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        var start = scanner.Position;
        var trail = Context.Trail.Depth;
        var end = -1;
        foreach (var reader in readers)
        {
            var (length, count) = (Context.Rescued.Length, Context.Rescued.Count);
            scanner.Position = start;
            var outcome = reader.Read(ref scanner, tag, depth);
            Context.Trail.Truncate(trail);
            if (outcome == Outcome.Malformed) { return outcome; }
            // What the first taker leaves over is rescued once.
            if (outcome == Outcome.Misfit || end >= 0) { Context.Rescued.Truncate(length, count); }
            if (outcome != Outcome.Misfit) { end = scanner.Position; }
        }
        if (end < 0) { return Outcome.Misfit; }
        scanner.Position = end;
        return Outcome.Taken;
    }
}
