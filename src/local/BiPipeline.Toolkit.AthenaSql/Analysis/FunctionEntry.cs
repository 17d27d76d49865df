using BiPipeline.Toolkit.AthenaSql.Conversions;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A function that LocalAthena supports.</summary>
sealed record FunctionEntry(string Name, FunctionKind Kind, Func<CallSite, Typed> Translate)
{
    /// <summary>Whether arguments may remain uncomputed; each is then written once, in its place.</summary>
    internal bool IsLazy { get; init; }
}
