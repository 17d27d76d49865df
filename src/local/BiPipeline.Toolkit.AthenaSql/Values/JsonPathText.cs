namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>A JSON path of json_extract: <c>$.store["the book"][0]</c>, without wildcards and filters.</summary>
static class JsonPathText
{
    internal static string? Problem(string path)
    {
        try
        {
            Parse(path);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Returns the steps: a member's name, or an element's index as digits after <c>[</c>.</summary>
    /// <exception cref="FormatException">The text is not a path.</exception>
    internal static IReadOnlyList<(string? Member, int Index)> Parse(string path)
    {
        if (path.Length == 0 || path[0] != '$') { throw new FormatException("it begins with $"); }
        List<(string?, int)> steps = [];
        var position = 1;
        while (position < path.Length)
        {
            if (path[position] == '.')
            {
                var end = path.AsSpan(position + 1).IndexOfAny('.', '[') is >= 0 and var length ? position + 1 + length : path.Length;
                var name = path[(position + 1)..end];
                if (name.Length == 0 || name.Contains('*', StringComparison.Ordinal))
                {
                    throw new FormatException("LocalAthena takes names and indexes only");
                }
                steps.Add((name, 0));
                position = end;
            }
            else if (path[position] == '[')
            {
                position = Bracket(path, position + 1, steps);
            }
            else
            {
                throw new FormatException($"unexpected '{path[position]}'");
            }
        }
        return steps;
    }

    static int Bracket(string path, int start, List<(string?, int)> steps)
    {
        if (start < path.Length && path[start] is '"' or '\'')
        {
            var name = new StringBuilder();
            var i = start + 1;
            for (; i < path.Length && path[i] != path[start]; i++)
            {
                if (path[i] == '\\' && i + 1 < path.Length) { i++; }
                name.Append(path[i]);
            }
            if (i + 1 >= path.Length || path[i + 1] != ']') { throw new FormatException("a [\"…\"] is not closed"); }
            steps.Add((name.ToString(), 0));
            return i + 2;
        }
        var end = path.IndexOf(']', start);
        if (end < 0 || !int.TryParse(path.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            throw new FormatException("LocalAthena takes names and indexes only");
        }
        steps.Add((null, index));
        return end + 1;
    }
}
