namespace BiPipeline.Toolkit.Athena;

/// <summary>An assertion as a query: it holds when the query returns no rows.</summary>
/// <param name="Name">What is asserted: the <c>-- name:</c> before the query, or its file's name.</param>
/// <param name="Sql">The query.</param>
/// <param name="Source">Where it stands, for messages.</param>
public sealed record SqlCheck(string Name, string Sql, string Source)
{
    /// <summary>Reads the checks of a file, or of every <c>.sql</c> file of a folder, in the order of their paths: queries with <c>;</c> between them.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="parameters">Values of <c>${name}</c>, quoted as in <see cref="ViewFile"/>.</param>
    /// <exception cref="ViewException">A file holds something else than queries; every problem is listed.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<SqlCheck> ReadAll(string path, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(parameters);
        var isFolder = Directory.Exists(path);
        var files = isFolder ? Directory.EnumerateFiles(path, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1);
        List<SqlCheck> checks = [];
        List<string> problems = [];
        foreach (var file in files) { Read(File.ReadAllText(file), isFolder ? Path.GetRelativePath(path, file) : file, parameters, checks, problems); }
        return problems.Count == 0 ? checks : throw new ViewException(problems);
    }

    static void Read(string text, string source, IReadOnlyDictionary<string, string> parameters, List<SqlCheck> checks, List<string> problems)
    {
        try
        {
            var sql = SqlParameters.Replace(text, parameters);
            foreach (var (index, statement) in SqlStatement.Split(sql).Index())
            {
                var (first, last) = (statement.Tokens[0], statement.Tokens[^1]);
                var place = $"{source}:{SqlSyntaxException.PlaceOf(sql, first.Start)}";
                if (!first.IsWord("SELECT") && !first.IsWord("WITH") && !first.IsSymbol('(')) { problems.Add($"{place}: a check is a query; it begins with SELECT or WITH."); }
                var file = Path.GetFileNameWithoutExtension(source);
                checks.Add(new(statement.Header("name") ?? (index == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file} {index + 1}")), sql[first.Start..last.End], place));
            }
        }
        catch (SqlSyntaxException exception)
        {
            problems.Add($"{source}:{exception.Place}: {exception.Message}.");
        }
    }
}
