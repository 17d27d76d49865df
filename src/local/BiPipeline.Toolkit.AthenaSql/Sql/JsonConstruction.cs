using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The clauses of <c>JSON_OBJECT</c> and <c>JSON_ARRAY</c>.</summary>
/// <param name="Formats">For each value whether it is a JSON text: FORMAT JSON.</param>
sealed record JsonConstruction(IReadOnlyList<bool> Formats)
{
    /// <summary>Whether a value that is NULL is left out: ABSENT ON NULL.</summary>
    internal bool OmitsNulls { get; init; }

    /// <summary>Whether a key may occur only once: WITH UNIQUE KEYS.</summary>
    internal bool HasUniqueKeys { get; init; }

    /// <summary>The type of RETURNING; null for varchar.</summary>
    internal TrinoType? Returning { get; init; }
}
