namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>How much DESCRIBE shows.</summary>
enum DescribeDetail
{
    /// <summary>The columns.</summary>
    Columns = 0,

    /// <summary>The columns and, as lines, the table's entry in the catalog.</summary>
    Formatted,

    /// <summary>The columns and, as one text, the table's entry in the catalog.</summary>
    Extended,
}
