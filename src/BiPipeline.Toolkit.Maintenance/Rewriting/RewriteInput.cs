namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An object of a unit.</summary>
/// <param name="Key">The key.</param>
/// <param name="Bytes">The size in bytes.</param>
sealed record RewriteInput(LakeKey Key, long Bytes)
{
    /// <summary>Orders objects by their first and last sequence number, numerically; those without one first.</summary>
    internal static int Compare(RewriteInput left, RewriteInput right)
    {
        var (a, b) = (left.Key, right.Key);
        var order = CompareSequences(a.FirstSequence, b.FirstSequence);
        if (order == 0) { order = CompareSequences(a.LastSequence, b.LastSequence); }
        return order != 0 ? order : string.CompareOrdinal(a.ToString(), b.ToString());
    }

    static int CompareSequences(string left, string right)
    {
        var (isLeft, isRight) = (char.IsAsciiDigit(left[0]), char.IsAsciiDigit(right[0]));
        return isLeft && isRight ? LakeLayout.CompareSequences(left, right) : isLeft.CompareTo(isRight);
    }
}
