namespace BiPipeline.Toolkit.Glue;

/// <summary>What becomes of files that were written with another type than a column is declared with.</summary>
enum TypeChange
{
    /// <summary>The types are the same.</summary>
    None = 0,

    /// <summary>Athena reads old files and new ones, every value as it was written.</summary>
    Safe,

    /// <summary>
    /// Athena reads new files; it opens old ones too, but values may come out otherwise, fail one by one, or do so without
    /// AWS promising it.
    /// </summary>
    NewFilesOnly,

    /// <summary>Athena refuses old files when they are queried (<c>HIVE_BAD_DATA</c>).</summary>
    Refused,
}
