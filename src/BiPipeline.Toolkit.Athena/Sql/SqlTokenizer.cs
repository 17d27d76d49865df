namespace BiPipeline.Toolkit.Athena;

/// <summary>Splits SQL into tokens by the lexical grammar of Athena (Trino), to separate names from texts and comments.</summary>
static class SqlTokenizer
{
    internal static List<SqlToken> Read(string sql)
    {
        List<SqlToken> tokens = [];
        var position = 0;
        while (position < sql.Length)
        {
            if (char.IsWhiteSpace(sql[position]))
            {
                position++;
                continue;
            }
            var token = ReadOne(sql, position);
            tokens.Add(token);
            position = token.End;
        }
        return tokens;
    }

    static SqlToken ReadOne(string sql, int start) => sql[start] switch
    {
        '\'' => Quoted(sql, start, SqlTokenKind.Text, "text in single quotes"),
        '"' => Quoted(sql, start, SqlTokenKind.QuotedName, "name in double quotes"),
        '`' => Quoted(sql, start, SqlTokenKind.BacktickName, "name in backticks"),
        '-' when At(sql, start + 1) == '-' => Until(sql, start, sql.IndexOf('\n', start), SqlTokenKind.Comment),
        '/' when At(sql, start + 1) == '*' => BlockComment(sql, start),
        '$' when At(sql, start + 1) == '{' => Parameter(sql, start),
        var first when char.IsLetter(first) || first == '_' =>
            While(sql, start, SqlTokenKind.Word, character => char.IsLetterOrDigit(character) || character is '_' or '@' or '$'),
        var first when char.IsAsciiDigit(first) => While(
            sql,
            start,
            SqlTokenKind.Number,
            character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_'),
        _ => new(SqlTokenKind.Symbol, sql[start].ToString(), start, start + 1),
    };

    static SqlToken Quoted(string sql, int start, SqlTokenKind kind, string what)
    {
        var quote = sql[start];
        var text = new StringBuilder();
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] != quote) { text.Append(sql[i]); }
            else if (At(sql, i + 1) == quote) { text.Append(sql[i++]); }
            else { return new(kind, text.ToString(), start, i + 1); }
        }
        throw new SqlSyntaxException($"a {what} has no end", sql, start);
    }

    static SqlToken BlockComment(string sql, int start)
    {
        var end = sql.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end >= 0
            ? Until(sql, start, end + 2, SqlTokenKind.Comment)
            : throw new SqlSyntaxException("a comment has no end", sql, start);
    }

    static SqlToken Parameter(string sql, int start)
    {
        var end = sql.IndexOf('}', start);
        return end >= 0
            ? new(SqlTokenKind.Parameter, sql[(start + 2)..end], start, end + 1)
            : throw new SqlSyntaxException("a parameter has no end; expected }", sql, start);
    }

    static SqlToken While(string sql, int start, SqlTokenKind kind, Func<char, bool> isPart)
    {
        var end = start + 1;
        while (end < sql.Length && isPart(sql[end])) { end++; }
        return Until(sql, start, end, kind);
    }

    static SqlToken Until(string sql, int start, int end, SqlTokenKind kind)
    {
        var stop = end < 0 ? sql.Length : end;
        return new(kind, sql[start..stop], start, stop);
    }

    static char At(string sql, int position) => position < sql.Length ? sql[position] : '\0';
}
