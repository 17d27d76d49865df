namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a settlement did.</summary>
/// <param name="Objects">Number of deleted objects.</param>
/// <param name="Bytes">Number of their bytes.</param>
/// <param name="Void">Number of receipts whose outputs did not exist, so that their inputs stay.</param>
/// <param name="Waiting">Number of receipts whose inputs are not deleted yet.</param>
readonly record struct Settled(long Objects, long Bytes, int Void, int Waiting)
{
    internal static Settled None => default;

    public static Settled operator +(Settled left, Settled right) =>
        new(left.Objects + right.Objects, left.Bytes + right.Bytes, left.Void + right.Void, left.Waiting + right.Waiting);
}
