namespace BiPipeline.Toolkit.Cli;

/// <summary>Finds the probable word for a mistyped one.</summary>
static class NearestWord
{
    /// <summary>Returns the candidate with the fewest edits; null when even that one is too different.</summary>
    internal static string? Of(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Candidate: candidate, Edits: Edits(word, candidate)))
        .Where(pair => pair.Edits <= Math.Max(1, pair.Candidate.Length / 3))
        .OrderBy(pair => pair.Edits)
        .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
        .Select(pair => pair.Candidate)
        .FirstOrDefault();

    // Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    static int Edits(string left, string right)
    {
        var edits = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) { edits[i, 0] = i; }
        for (var j = 0; j <= right.Length; j++) { edits[0, j] = j; }
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = edits[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(substitution, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }
        return edits[left.Length, right.Length];
    }
}
