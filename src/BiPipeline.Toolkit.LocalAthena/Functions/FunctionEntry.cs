using BiPipeline.Toolkit.LocalAthena.Analysis;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A function that LocalAthena has.</summary>
sealed record FunctionEntry(string Name, FunctionKind Kind, Func<CallSite, Typed> Translate);
