namespace BiPipeline.Toolkit;

/// <summary>Sequence numbers are integers in text of varying length: compared by value, not by text.</summary>
static class SequenceNumberOrder
{
    internal static int Compare(string left, string right)
    {
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }
}
