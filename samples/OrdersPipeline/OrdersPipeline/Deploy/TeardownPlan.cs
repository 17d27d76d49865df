namespace OrdersPipeline.Deploy;

/// <summary>Everything that blocks the deletion of the stack, as data that is printed first.</summary>
/// <param name="Database">The database.</param>
/// <param name="Views">Views, which do not belong to the stack.</param>
/// <param name="Buckets">Buckets that are not empty.</param>
/// <param name="ProtectedTable">The table with deletion protection; null otherwise.</param>
sealed record TeardownPlan(string Database, IReadOnlyList<string> Views, IReadOnlyList<BucketPlan> Buckets, string? ProtectedTable)
{
    internal bool IsEmpty => Views.Count == 0 && Buckets.Count == 0 && ProtectedTable is null;

    public override string ToString()
    {
        List<string> lines = [.. Views.Select(view => $"- view {Database}.{view}: drop"), .. Buckets.Select(bucket => bucket.ToString())];
        if (ProtectedTable is not null)
        {
            lines.Add($"- table {ProtectedTable}: remove the deletion protection; the stack then deletes the table with all orders");
        }
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
