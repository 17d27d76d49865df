namespace BiPipeline.Toolkit.Athena;

/// <summary>A text has a lexical SQL error. The position is a line and a column, both from 1.</summary>
sealed class SqlSyntaxException(string problem, string sql, int position) : Exception(problem)
{
    internal string Place { get; } = PlaceOf(sql, position);

    internal static string PlaceOf(string sql, int position)
    {
        var before = sql.AsSpan(0, Math.Min(position, sql.Length));
        return string.Create(CultureInfo.InvariantCulture, $"{before.Count('\n') + 1}:{before.Length - before.LastIndexOf('\n')}");
    }
}
