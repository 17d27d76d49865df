using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>
/// The clauses of <c>JSON_EXISTS</c>, <c>JSON_VALUE</c> and <c>JSON_QUERY</c>. The arguments of the call are the input, the values of
/// PASSING, and the values of DEFAULT for ON EMPTY and for ON ERROR.
/// </summary>
sealed record JsonClauses(string Path)
{
    internal const string Default = "DEFAULT";

    /// <summary>The names of PASSING, and whether their values are JSON texts.</summary>
    internal IReadOnlyList<(string Name, bool IsJson)> Passing { get; init; } = [];

    /// <summary>The type of RETURNING; null for varchar.</summary>
    internal TrinoType? Returning { get; init; }

    /// <summary><c>CONDITIONAL</c>, <c>UNCONDITIONAL</c>; null without a wrapper.</summary>
    internal string? Wrapper { get; init; }

    internal bool OmitsQuotes { get; init; }

    /// <summary>What ON EMPTY says; null without the clause.</summary>
    internal string? OnEmpty { get; init; }

    /// <summary>What ON ERROR says; null without the clause.</summary>
    internal string? OnError { get; init; }
}
