namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>The shape of generated records.</summary>
public enum RecordShape
{
    /// <summary>Orders of shops: 22 typed columns, a list of structs, a set; about 1,270 bytes per record.</summary>
    Orders = 0,

    /// <summary>A key and four short attributes.</summary>
    Small,

    /// <summary>Maps and lists inside one another, five deep.</summary>
    Nested,

    /// <summary>150 columns of every scalar type.</summary>
    Wide,

    /// <summary>
    /// Indented JSON, escapes in every text, numbers of 38 digits, values that don't fit their columns, unknown attributes 20 levels deep.
    /// </summary>
    Hostile,
}
