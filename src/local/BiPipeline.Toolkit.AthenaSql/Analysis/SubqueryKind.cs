namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>Where a subquery is.</summary>
enum SubqueryKind
{
    /// <summary>In the place of a value.</summary>
    Scalar,

    /// <summary>In <c>EXISTS</c>.</summary>
    Exists,

    /// <summary>In <c>IN</c> and <c>= ANY</c>.</summary>
    In,

    /// <summary>In another comparison with <c>ALL</c>, <c>ANY</c> or <c>SOME</c>.</summary>
    Quantified,

    /// <summary>In <c>LATERAL</c>.</summary>
    Lateral,
}
