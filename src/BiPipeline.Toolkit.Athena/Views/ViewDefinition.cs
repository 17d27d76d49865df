using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>One view as code: its name and its query.</summary>
public sealed record ViewDefinition
{
    readonly Lazy<Analysis> _analysis;

    /// <summary>A view.</summary>
    /// <param name="name">The name: lower-case letters, digits and <c>_</c>.</param>
    /// <param name="query">The query, from SELECT or WITH to its end, without <c>;</c>.</param>
    /// <param name="kind">Where it comes from.</param>
    /// <param name="source">Where it stands, for messages: a file with line and column, or a schema.</param>
    public ViewDefinition(string name, string query, ViewKind kind, string source)
    {
        (Name, Query, Kind, Source) = (name, query, kind, source);
        _analysis = new(() => Analysis.Of(name, query));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The query, from SELECT or WITH to its end.</summary>
    public string Query { get; }

    /// <summary>Where it comes from.</summary>
    public ViewKind Kind { get; }

    /// <summary>Where it stands, for messages.</summary>
    public string Source { get; }

    /// <summary>What people call it (<c>-- name:</c>). Default: none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who looks after it (<c>-- owner:</c>). Default: none.</summary>
    public string? Owner { get; init; }

    /// <summary>What one row is (<c>-- grain:</c>). Default: none.</summary>
    public string? Grain { get; init; }

    /// <summary>The tables and views that the query reads, in the order it names them.</summary>
    public IReadOnlyList<TableReference> References => _analysis.Value.References;

    /// <summary>SHA-256 of name and query, lower-case hex; white space and comments play no part.</summary>
    public string SourceHash => _analysis.Value.Hash;

    /// <summary>The statement that creates or replaces it.</summary>
    public string ToSql() => $"CREATE OR REPLACE VIEW {SqlText.Name(Name)} AS\n{Query}";

    /// <summary>True when the query names a column like this, or takes all columns by <c>*</c>.</summary>
    internal bool Mentions(string column) => _analysis.Value.TakesAll || _analysis.Value.Names.Contains(column);

    /// <inheritdoc/>
    public bool Equals(ViewDefinition? other) =>
        other is not null && Name == other.Name && Query == other.Query && Kind == other.Kind && Source == other.Source
        && DisplayName == other.DisplayName && Owner == other.Owner && Grain == other.Grain;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Query, Kind, Source);

    sealed record Analysis(IReadOnlyList<TableReference> References, string Hash, IReadOnlySet<string> Names, bool TakesAll)
    {
        internal static Analysis Of(string name, string query)
        {
            var tokens = SqlTokenizer.Read(query).Where(token => token.Kind != SqlTokenKind.Comment).ToArray();
            var canonical = string.Join('\n', tokens.Select(token => query[token.Start..token.End]));
            return new(
                SqlReferences.Of(tokens),
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{canonical}"))),
                tokens.Where(token => token.IsName).Select(token => token.Text).ToHashSet(StringComparer.OrdinalIgnoreCase),
                tokens.Index().Any(token => token.Item.IsSymbol('*') && token.Index > 0 && IsBeforeStar(tokens[token.Index - 1])));
        }

        // SELECT *, SELECT a, *, t.* and not count(*) or a * b.
        static bool IsBeforeStar(SqlToken token) =>
            token.IsWord("SELECT") || token.IsWord("DISTINCT") || token.IsWord("ALL") || token.IsSymbol(',') || token.IsSymbol('.');
    }
}
