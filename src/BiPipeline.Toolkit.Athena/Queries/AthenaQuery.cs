namespace BiPipeline.Toolkit.Athena;

/// <summary>One statement and its settings.</summary>
/// <param name="Sql">The statement, at most 262,144 bytes of UTF-8.</param>
public sealed record AthenaQuery(string Sql)
{
    /// <summary>Values for <c>?</c> in order: <c>["PAID", 5, 12.5m, new DateOnly(2026, 1, 31)]</c>. Default: none.</summary>
    public IReadOnlyList<SqlLiteral> Parameters { get; init; } = [];

    /// <summary>The database. Default (null): the runner's.</summary>
    public string? Database { get; init; }

    /// <summary>The catalog. Default (null): the runner's.</summary>
    public string? Catalog { get; init; }

    /// <summary>Largest age of a reused result of an equal query, 0 to 7 days. Default (null): the runner's.</summary>
    public TimeSpan? ResultReuseMaxAge { get; init; }

    /// <summary>
    /// Token of the run, 32 to 128 characters: a run with the same token and statement is the same run and starts no second query. Default
    /// (null): the runner makes one.
    /// </summary>
    public string? Token { get; init; }

    /// <inheritdoc/>
    public bool Equals(AthenaQuery? other) =>
        other is not null && Sql == other.Sql && Database == other.Database && Catalog == other.Catalog && Token == other.Token
        && ResultReuseMaxAge == other.ResultReuseMaxAge && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sql, Database, Catalog, ResultReuseMaxAge, Token);
}
