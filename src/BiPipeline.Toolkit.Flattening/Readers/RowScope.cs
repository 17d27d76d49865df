namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The scope of the current row at one path. Readers pass it down. A reader that descends, or starts a row of a child table, passes a new
/// scope, so that nothing must be restored on the way back.
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

    /// <summary>Returns the scope of a container that is a member of the current one.</summary>
    internal RowScope Member(JsonText name) => Below(new(name, -1));

    /// <summary>Returns the scope of an element of the current list.</summary>
    internal RowScope Element(int index) => Below(new(default, index));

    /// <summary>Returns the scope of a child table's row, which has separate rescued values.</summary>
    /// <param name="child">The context of the child's rows, replaced when the parent's context changes.</param>
    /// <param name="rescued">The rescued values of the child's row.</param>
    internal RowScope ChildRow(ref RowContext? child, RescuedValues rescued)
    {
        if (child?.Parent != _context) { child = new(_context, rescued); }
        return new(child, _depth);
    }

    /// <summary>Rescues a member of the current container; the scanner is after its value.</summary>
    internal void RescueMember(ref JsonScanner scanner, JsonText name, int start) =>
        Rescued.AddMember(scanner.Bytes, Path, name, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    /// <summary>Rescues the value at the current path; the scanner is after it.</summary>
    internal void Rescue(ref JsonScanner scanner, int start) =>
        Rescued.Add(scanner.Bytes, Path, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    RowScope Below(PathStep step)
    {
        _context.Steps[_depth] = step;
        return new(_context, _depth + 1);
    }
}
