namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Where a function may be called.</summary>
enum FunctionKind
{
    Scalar,
    Aggregate,

    /// <summary>Only with OVER.</summary>
    Window,
}
