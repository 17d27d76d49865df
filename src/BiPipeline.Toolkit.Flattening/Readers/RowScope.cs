namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// One place in the row that is being read. Readers pass it down: a reader of a container or of a child table's row passes on another
/// scope, so that nothing has to be restored on the way back.
/// </summary>
readonly struct RowScope
{
    readonly RowContext _context;
    readonly int _depth;

    internal RowScope(RowContext context)
        : this(context, 0)
    {
    }

    RowScope(RowContext context, int depth) => (_context, _depth) = (context, depth);

    internal TableSettings Settings => _context.Settings;

    internal RowBuffers Buffers => _context.Buffers;

    internal RescuedValues Rescued => _context.Rescued;

    ItemPath Path => new(_context.Steps, _depth);

    /// <summary>The scope of a container that is a member of the current one.</summary>
    internal RowScope Member(JsonText name) => Below(new(name, -1));

    /// <summary>The scope of an element of the current list.</summary>
    internal RowScope Element(int index) => Below(new(default, index));

    /// <summary>The scope of a child table's row, which has rescued values of its own.</summary>
    /// <param name="child">The context of the child's rows, made again when the parent's is another one.</param>
    /// <param name="rescued">The rescued values of the child's row.</param>
    internal RowScope ChildRow(ref RowContext? child, RescuedValues rescued)
    {
        if (child?.Parent != _context) { child = new(_context, rescued); }
        return new(child, _depth);
    }

    /// <summary>Rescues a member of the current container; the scanner is behind its value.</summary>
    internal void RescueMember(ref JsonScanner scanner, JsonText name, int start) =>
        Rescued.AddMember(scanner.Bytes, Path, name, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    /// <summary>Rescues the current place's own value; the scanner is behind it.</summary>
    internal void Rescue(ref JsonScanner scanner, int start) =>
        Rescued.Add(scanner.Bytes, Path, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    RowScope Below(PathStep step)
    {
        _context.Steps[_depth] = step;
        return new(_context, _depth + 1);
    }
}
