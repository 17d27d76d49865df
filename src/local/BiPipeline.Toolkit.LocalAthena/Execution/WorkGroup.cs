using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A workgroup.</summary>
sealed record WorkGroup(string Name)
{
    internal string? Description { get; init; }

    /// <summary>The place of results that was set; null for the default.</summary>
    internal string? OutputLocation { get; init; }

    /// <summary>Whether queries can't choose another place.</summary>
    internal bool IsEnforced { get; init; }

    internal DateTimeOffset Created { get; init; }

    internal string Output => OutputLocation ?? ResultLocation.Default(Name);
}
