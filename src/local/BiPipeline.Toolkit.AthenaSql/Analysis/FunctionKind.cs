namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The places in which a function may be called.</summary>
enum FunctionKind
{
    Scalar,
    Aggregate,

    /// <summary>A window function, valid only with OVER.</summary>
    Window,
}
