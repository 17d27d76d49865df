namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A position in a text in code points, from 1; .NET counts UTF-16 units from 0.</summary>
readonly record struct CodePointPosition(string Text, int Unit)
{
    internal long CodePoint
    {
        get
        {
            var count = 1L;
            foreach (var _ in Text.AsSpan(0, Unit).EnumerateRunes()) { count++; }
            return count;
        }
    }
}
