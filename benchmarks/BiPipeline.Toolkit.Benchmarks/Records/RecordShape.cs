namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>What generated records are like.</summary>
public enum RecordShape
{
    /// <summary>Orders as shops have them: 22 typed columns, a list of structs, a set; about 1,270 bytes a record.</summary>
    Orders = 0,

    /// <summary>A key and four short attributes.</summary>
    Small,

    /// <summary>Maps and lists inside one another, five deep.</summary>
    Nested,

    /// <summary>150 columns of every scalar type.</summary>
    Wide,

    /// <summary>
    /// Indented JSON, escapes in every text, numbers of 38 digits, values that misfit their columns, unknown attributes 20 deep.
    /// </summary>
    Hostile,
}
