namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The form of EXPLAIN's plan.</summary>
enum ExplainFormat
{
    /// <summary>Text for readers.</summary>
    Text = 0,

    /// <summary>A graph in DOT.</summary>
    Graphviz,

    /// <summary>JSON.</summary>
    Json,
}
