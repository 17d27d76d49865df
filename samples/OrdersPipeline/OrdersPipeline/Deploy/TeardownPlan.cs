namespace OrdersPipeline.Deploy;

/// <summary>What stands in the way of deleting the stack. Data: printed before anything is done.</summary>
/// <param name="Database">The database.</param>
/// <param name="Views">Views, which the stack did not make.</param>
/// <param name="Buckets">Buckets with something in them.</param>
/// <param name="ProtectedTable">The table, when it is protected from deletion; null otherwise.</param>
sealed record TeardownPlan(string Database, IReadOnlyList<string> Views, IReadOnlyList<BucketPlan> Buckets, string? ProtectedTable)
{
    internal bool IsEmpty => Views.Count == 0 && Buckets.Count == 0 && ProtectedTable is null;

    public override string ToString()
    {
        List<string> lines = [.. Views.Select(view => $"- view {Database}.{view}: drop"), .. Buckets.Select(bucket => bucket.ToString())];
        if (ProtectedTable is not null)
        {
            lines.Add($"- table {ProtectedTable}: end its protection from deletion; the stack then deletes it with all orders");
        }
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
