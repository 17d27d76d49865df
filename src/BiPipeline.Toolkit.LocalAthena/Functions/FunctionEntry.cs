using BiPipeline.Toolkit.LocalAthena.Analysis;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A function that LocalAthena has.</summary>
sealed record FunctionEntry(string Name, FunctionKind Kind, Func<CallSite, Typed> Translate)
{
    /// <summary>Whether arguments may stay uncomputed; they are then written in their place, once.</summary>
    internal bool IsLazy { get; init; }
}
