namespace BiPipeline.Toolkit.Athena;

/// <summary>An assertion as a query. It passes when the query returns no rows.</summary>
/// <param name="Name">The assertion: the <c>-- name:</c> before the query, or its file's name.</param>
/// <param name="Sql">The query.</param>
/// <param name="Source">The file and position, for messages.</param>
public sealed record SqlCheck(string Name, string Sql, string Source)
{
    const int ShownRows = 5;

    /// <summary>
    /// Loads the checks of a file, or of every <c>.sql</c> file of a folder, in the order of their paths: queries separated by <c>;</c>.
    /// </summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="database">The value of <c>${database}</c>. Default (null): none.</param>
    /// <param name="parameters">Values of other <c>${name}</c>, quoted as in <see cref="ViewDefinition.Load"/>. Default (null):
    /// none.</param>
    /// <exception cref="ViewException">A file has a statement that is not a query; every problem is listed.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<SqlCheck> Load(string path, string? database = null, IReadOnlyDictionary<string, string>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var values = SqlParameters.Of(database, parameters);
        var isFolder = Directory.Exists(path);
        var files = isFolder
            ? Directory.EnumerateFiles(path, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : Enumerable.Repeat(path, 1);
        List<SqlCheck> checks = [];
        List<string> problems = [];
        foreach (var file in files)
        {
            Read(File.ReadAllText(file), isFolder ? Path.GetRelativePath(path, file) : file, values, checks, problems);
        }
        return problems.Count == 0 ? checks : throw new ViewException(problems);
    }

    /// <summary>Runs the query. A query that fails is a failed check, not an exception.</summary>
    public async Task<SqlCheckResult> RunAsync(AthenaQueryRunner runner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        try
        {
            var result = await runner.RunAsync(Sql, cancellationToken).ConfigureAwait(false);
            var rows = 0L;
            List<AthenaRow> first = [];
            await foreach (var row in result.ReadRowsAsync(cancellationToken).ConfigureAwait(false))
            {
                rows++;
                if (first.Count < ShownRows) { first.Add(row); }
            }
            if (rows == 0) { return new(this, Passed: true, Problem: null); }
            return new(this, Passed: false, Failure(rows, result.Execution.QueryExecutionId))
            {
                Rows = rows,
                Columns = [.. first[0].Columns.Select(column => column.Name)],
                FirstRows = [.. first.Select(row => row.Texts)],
            };
        }
        catch (AthenaException exception)
        {
            return new(this, Passed: false, exception.Message);
        }
    }

    static string Failure(long rows, string query) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rows} {(rows == 1 ? "row" : "rows")}, expected none; query {query} returned them");

    static void Read(
        string text,
        string source,
        IReadOnlyDictionary<string, string> parameters,
        List<SqlCheck> checks,
        List<string> problems)
    {
        try
        {
            var sql = SqlParameters.Replace(text, parameters);
            foreach (var (index, statement) in SqlStatement.Split(sql).Index())
            {
                var (first, last) = (statement.Tokens[0], statement.Tokens[^1]);
                var place = $"{source}:{SqlSyntaxException.PlaceOf(sql, first.Start)}";
                if (!first.IsWord("SELECT") && !first.IsWord("WITH") && !first.IsSymbol('('))
                {
                    problems.Add($"{place}: the statement is not a query; expected SELECT or WITH.");
                }
                checks.Add(new(statement.Header("name") ?? NameOf(source, index), sql[first.Start..last.End], place));
            }
        }
        catch (SqlSyntaxException exception)
        {
            problems.Add($"{source}:{exception.Place}: {exception.Message}.");
        }
    }

    static string NameOf(string source, int index)
    {
        var file = Path.GetFileNameWithoutExtension(source);
        return index == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file} {index + 1}");
    }
}
