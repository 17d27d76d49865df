namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The row being read, as one place in it sees it. It is passed down from reader to reader: a reader that goes deeper, or begins a row of a
/// child table, hands on another one, so that nothing has to be restored on the way back.
/// </summary>
readonly struct RowScope
{
    internal readonly TableSettings Settings;
    internal readonly RowBuffers Buffers;
    internal readonly RescuedValues Rescued;
    internal readonly ItemPath Path;

    internal RowScope(TableSettings settings, RowBuffers buffers, RescuedValues rescued, ItemPath path) =>
        (Settings, Buffers, Rescued, Path) = (settings, buffers, rescued, path);

    /// <summary>The scope of a container that is a member of the current one.</summary>
    internal RowScope Member(JsonText name) => new(Settings, Buffers, Rescued, Path.Member(name));

    /// <summary>The scope of an element of the current list.</summary>
    internal RowScope Element(int index) => new(Settings, Buffers, Rescued, Path.Element(index));

    /// <summary>The scope of a child table's row, which has rescued values of its own.</summary>
    internal RowScope ChildRow(RescuedValues rescued) => new(Settings, Buffers, rescued, Path);

    /// <summary>Rescues a member of the current container; the scanner is behind its value.</summary>
    internal void RescueMember(ref JsonScanner scanner, JsonText name, int start) =>
        Rescued.AddMember(scanner.Bytes, Path, name, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    /// <summary>Rescues the current place's own value; the scanner is behind it.</summary>
    internal void Rescue(ref JsonScanner scanner, int start) =>
        Rescued.Add(scanner.Bytes, Path, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);
}
