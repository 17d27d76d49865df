namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>How far two texts are apart, in code points.</summary>
static class TextDistance
{
    // What a computation may take, as the engine bounds it.
    const long MaxCells = 1_000_000;

    internal static long Hamming(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes().ToArray(), right.EnumerateRunes().ToArray());
        return a.Length == b.Length
            ? a.Zip(b).LongCount(pair => pair.First != pair.Second)
            : throw Invalid("The input strings to hamming_distance function must have the same length");
    }

    internal static long Levenshtein(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes().ToArray(), right.EnumerateRunes().ToArray());
        if ((long)a.Length * b.Length > MaxCells)
        {
            throw Invalid("The combined inputs for Levenshtein distance are too large");
        }
        var row = new long[b.Length + 1];
        for (var j = 0; j < row.Length; j++) { row[j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
