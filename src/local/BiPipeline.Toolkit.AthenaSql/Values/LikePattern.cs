namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>The pattern of a LIKE with an escape (Trino, LikePattern).</summary>
static class LikePattern
{
    /// <summary>Returns what is wrong with a pattern; null if nothing is. An empty escape means that there is none.</summary>
    internal static string? Problem(string pattern, string escape)
    {
        if (escape.Length == 0) { return null; }
        if (escape.Length > 1) { return "Escape string must be a single character"; }
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != escape[0]) { continue; }
            i++;
            if (i == pattern.Length || (pattern[i] is not ('%' or '_') && pattern[i] != escape[0]))
            {
                return "Escape character must be followed by '%', '_' or the escape character itself";
            }
        }
        return null;
    }
}
