namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Reads views in <c>.sql</c> files: <c>CREATE OR REPLACE VIEW</c> statements separated by <c>;</c>, each with optional <c>-- name:</c>,
/// <c>-- owner:</c> and <c>-- grain:</c> comments before it. <c>${name}</c> is a parameter, quoted for its position: as a name, inside a
/// name, or inside a text.
/// </summary>
static class ViewFile
{
    internal static IReadOnlyList<ViewDefinition> Load(string path, IReadOnlyDictionary<string, string> parameters)
    {
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

    internal static IReadOnlyList<ViewDefinition> Parse(string sql, string source, IReadOnlyDictionary<string, string> parameters)
    {
        var (views, problems) = ViewFileParser.Parse(sql, source, parameters);
        return problems.Count == 0 ? views : throw new ViewException([.. problems.Select(problem => problem.Text)]);
    }
}
