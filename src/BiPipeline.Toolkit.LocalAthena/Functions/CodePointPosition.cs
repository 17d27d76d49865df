namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A position in a text as code points count it, from 1; .NET counts UTF-16 units from 0.</summary>
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
