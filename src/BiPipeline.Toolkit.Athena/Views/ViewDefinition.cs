using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>One view as code: its name and its query.</summary>
public sealed record ViewDefinition
{
    readonly Lazy<Analysis> _analysis;

    /// <summary>Creates a view.</summary>
    /// <param name="name">The name: lower-case letters, digits and <c>_</c>.</param>
    /// <param name="query">The query, from SELECT or WITH to its end, without <c>;</c>.</param>
    /// <param name="source">The source for messages: a file with line and column, or a schema.</param>
    public ViewDefinition(string name, string query, string source)
    {
        (Name, Query, Source) = (name, query, source);
        _analysis = new(() => Analysis.Of(name, query));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The query, from SELECT or WITH to its end.</summary>
    public string Query { get; }

    /// <summary>
    /// Whether the view is made from a schema and follows it. False for a business view, whose columns are a contract with its readers.
    /// </summary>
    public bool IsGenerated { get; internal init; }

    /// <summary>
    /// The time of the baseline in the query of a generated view, which then reads only what is newer. Null for none, and for a view that
    /// does not depend on baselines.
    /// </summary>
    public DateTimeOffset? Baseline { get; internal init; }

    /// <summary>
    /// The columns of a generated view as the catalog has them. Null for a business view, whose columns only Athena knows.
    /// </summary>
    internal IReadOnlyList<GlueColumn>? Columns { get; init; }

    /// <summary>The source for messages.</summary>
    public string Source { get; }

    /// <summary>The display name (<c>-- name:</c>). Default: none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The owner (<c>-- owner:</c>). Default: none.</summary>
    public string? Owner { get; init; }

    /// <summary>The meaning of one row (<c>-- grain:</c>). Default: none.</summary>
    public string? Grain { get; init; }

    /// <summary>
    /// The tables and views that the query reads, in the order it names them: <c>name</c>, <c>database.name</c> or
    /// <c>catalog.database.name</c>, in lower case.
    /// </summary>
    public IReadOnlyList<string> References => [.. Tables.Select(table => table.ToString())];

    internal IReadOnlyList<TableReference> Tables => _analysis.Value.References;

    /// <summary>SHA-256 of name and query in lower-case hex, without white space and comments.</summary>
    public string SourceHash => _analysis.Value.Hash;

    /// <summary>
    /// Creates the generated views of a schema: <c>&lt;table&gt;_events</c>, <c>&lt;table&gt;_current</c>, <c>&lt;table&gt;_history</c>,
    /// and <c>&lt;child&gt;_current</c> for every child. A lake has changes, and repeated deliveries give some of them twice. These views
    /// show the table's content for any deliveries.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="baseline">
    /// The time of the newest complete baseline in the lake, floored to milliseconds: the views then read what is newer, and an older item
    /// that the baseline lacks is deleted. A time of which the lake has no complete baseline hides items. Default (null): no baseline.
    /// </param>
    /// <param name="latest">
    /// The filled latest table that <c>&lt;table&gt;_current</c> reads in place of the lake (<see cref="LatestTablePlan"/>). Default
    /// (null): the lake. Both show the same.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The baseline is before 1970.</exception>
    /// <exception cref="SchemaException">A column has a name that the views use; every problem is listed.</exception>
    public static IReadOnlyList<ViewDefinition> Create(
        TableSchema schema,
        DateTimeOffset? baseline = null,
        LatestTable? latest = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (baseline is not { } time) { return LakeViews.Create(schema, null, latest); }
        ArgumentOutOfRangeException.ThrowIfLessThan(time, DateTimeOffset.UnixEpoch, nameof(baseline));
        return LakeViews.Create(schema, DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), latest);
    }

    /// <summary>
    /// Loads a file, or every <c>.sql</c> file of a folder that contains views, in the order of their paths. A file has <c>CREATE OR
    /// REPLACE VIEW</c> statements separated by <c>;</c>, each with optional <c>-- name:</c>, <c>-- owner:</c> and <c>-- grain:</c>
    /// comments before it. <c>${name}</c> is a parameter, quoted for its position: as a name, inside a name, or inside a text.
    /// </summary>
    /// <param name="path">A file or a folder. In a folder, files without a view are ignored: DDL and checks may be beside views.</param>
    /// <param name="database">The value of <c>${database}</c>. Default (null): none.</param>
    /// <param name="parameters">Values of other <c>${name}</c>. Default (null): none.</param>
    /// <exception cref="ViewException">A file has a statement that is not a view; every problem is listed.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<ViewDefinition> Load(
        string path,
        string? database = null,
        IReadOnlyDictionary<string, string>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ViewFile.Load(path, SqlParameters.Of(database, parameters));
    }

    /// <summary>Parses views in the form of <see cref="Load"/> from text.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="source">The text's name, for messages.</param>
    /// <param name="database">The value of <c>${database}</c>. Default (null): none.</param>
    /// <param name="parameters">Values of other <c>${name}</c>. Default (null): none.</param>
    /// <exception cref="ViewException">The text has a statement that is not a view; every problem is listed.</exception>
    public static IReadOnlyList<ViewDefinition> Parse(
        string sql,
        string source,
        string? database = null,
        IReadOnlyDictionary<string, string>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return ViewFile.Parse(sql, source, SqlParameters.Of(database, parameters));
    }

    /// <summary>Returns the statement that creates or replaces the view.</summary>
    public string ToSql() => $"CREATE OR REPLACE VIEW {SqlText.Name(Name)} AS\n{Query}";

    /// <summary>Whether the query names such a column, or selects all columns with <c>*</c>.</summary>
    internal bool Mentions(string column) => _analysis.Value.TakesAll || _analysis.Value.Names.Contains(column);

    /// <inheritdoc/>
    public bool Equals(ViewDefinition? other) =>
        other is not null && Name == other.Name && Query == other.Query && IsGenerated == other.IsGenerated && Source == other.Source
        && Baseline == other.Baseline && DisplayName == other.DisplayName && Owner == other.Owner && Grain == other.Grain;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Query, IsGenerated, Source);

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

        // SELECT *, SELECT a, *, t.*, but not count(*) or a * b.
        static bool IsBeforeStar(SqlToken token) =>
            token.IsWord("SELECT") || token.IsWord("DISTINCT") || token.IsWord("ALL") || token.IsSymbol(',') || token.IsSymbol('.');
    }
}
