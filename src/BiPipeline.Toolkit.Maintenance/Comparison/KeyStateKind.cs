namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Where a <see cref="KeyState"/> is from.</summary>
enum KeyStateKind
{
    /// <summary>A change of a stream.</summary>
    Change = 0,

    /// <summary>An item of a full export or scan.</summary>
    Item,

    /// <summary>A row of an incremental export.</summary>
    Dated,

    /// <summary>An item of the export that the lake is compared with.</summary>
    Compared,
}
