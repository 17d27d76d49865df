namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The kinds of an <see cref="EventTrace"/>, in the order in which an event's traces are looked at.</summary>
enum TraceKind
{
    /// <summary>A raw line.</summary>
    Record = 0,

    /// <summary>A raw line that the schemas ignore.</summary>
    Ignored,

    /// <summary>A row that a raw line gives.</summary>
    Expected,

    /// <summary>A quarantine line of a record that raw may lack: it could not be read, or is an item.</summary>
    LooseLine,

    /// <summary>A quarantine line of a record that raw has too.</summary>
    Line,

    /// <summary>A row of a change.</summary>
    Change,

    /// <summary>A row of an item of a full export or scan.</summary>
    Item,

    /// <summary>A row of an incremental export.</summary>
    Dated,
}
