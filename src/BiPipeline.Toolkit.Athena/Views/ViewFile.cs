namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Views in <c>.sql</c> files: <c>CREATE OR REPLACE VIEW</c> statements with <c>;</c> between them, each with <c>-- name:</c>,
/// <c>-- owner:</c> and <c>-- grain:</c> comments before it if wanted. <c>${name}</c> stands for a parameter, quoted as its place asks:
/// as a name, inside a name, or inside a text.
/// </summary>
public static class ViewFile
{
    /// <summary>Reads a file, or every <c>.sql</c> file of a folder that holds views, in the order of their paths.</summary>
    /// <param name="path">A file or a folder. In a folder, files without a view are left out: DDL and checks live beside views.</param>
    /// <param name="parameters">Values of <c>${name}</c>, such as <c>database</c>.</param>
    /// <exception cref="ViewException">A file holds something else than views; every problem is listed.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<ViewDefinition> ReadAll(string path, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!Directory.Exists(path)) { return Parse(File.ReadAllText(path), path, parameters); }

        List<ViewDefinition> views = [];
        List<string> problems = [];
        foreach (var file in Directory.EnumerateFiles(path, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (found, wrong) = ViewFileParser.Parse(File.ReadAllText(file), Path.GetRelativePath(path, file), parameters);
            if (found.Count == 0 && wrong.All(problem => problem.IsOtherStatement)) { continue; }
            views.AddRange(found);
            problems.AddRange(wrong.Select(problem => problem.Text));
        }
        return problems.Count == 0 ? views : throw new ViewException(problems);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="parameters">Values of <c>${name}</c>.</param>
    /// <exception cref="ViewException">The text holds something else than views; every problem is listed.</exception>
    public static IReadOnlyList<ViewDefinition> Parse(string sql, string source, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        var (views, problems) = ViewFileParser.Parse(sql, source, parameters);
        return problems.Count == 0 ? views : throw new ViewException([.. problems.Select(problem => problem.Text)]);
    }
}
