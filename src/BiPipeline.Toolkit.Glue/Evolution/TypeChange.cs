namespace BiPipeline.Toolkit.Glue;

/// <summary>The effect of a column's type change on existing files.</summary>
enum TypeChange
{
    /// <summary>The types are the same.</summary>
    None = 0,

    /// <summary>Athena reads old and new files, every value unchanged.</summary>
    Safe,

    /// <summary>
    /// Athena reads new files. It also opens old files, but values may change or fail, or AWS does not guarantee them.
    /// </summary>
    NewFilesOnly,

    /// <summary>Athena refuses queries of old files (<c>HIVE_BAD_DATA</c>).</summary>
    Refused,
}
