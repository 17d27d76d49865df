namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a verification can find. The kinds up to <see cref="BaselineDiffers"/> are faults; the others are notes.</summary>
public enum FindingKind
{
    /// <summary>An object can't be read, or its bytes are not those that its content has.</summary>
    Damaged = 0,

    /// <summary>A raw event is neither a row nor a quarantine line, and is not ignored.</summary>
    Missing,

    /// <summary>A row has other values than its raw event gives.</summary>
    Differs,

    /// <summary>A row or quarantine line is of an event that raw does not have.</summary>
    WithoutRaw,

    /// <summary>A row is in a partition where its values do not belong.</summary>
    WrongPartition,

    /// <summary>An object is where no query looks: the partition is outside the rule of the table.</summary>
    OutsideProjection,

    /// <summary>An object of a zone does not have a name of this toolkit.</summary>
    UnknownName,

    /// <summary>An object's name does not fit its content.</summary>
    NameDiffers,

    /// <summary>An object's footer names another table, an unknown schema, or has other columns than its schema.</summary>
    WrongSchema,

    /// <summary>The dated rows of a backfill are not as many as its receipts and its marker say.</summary>
    BaselineDiffers,

    /// <summary>Note: an event has rows of two schema versions. Views show the newer.</summary>
    TwoGenerations,

    /// <summary>Note: a raw event is not in the lake yet, and its raw object is younger than the settled time.</summary>
    InFlight,

    /// <summary>Note: rows whose raw a lifecycle rule has removed. They are counted, not proven.</summary>
    RawExpired,

    /// <summary>Note: the lake has no raw objects. Rows are counted, not proven.</summary>
    NoRaw,

    /// <summary>Note: dated rows without a marker: a backfill that has not finished.</summary>
    Unfinished,
}
