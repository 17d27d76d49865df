namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The changes that ALTER TABLE makes to an Iceberg table in Athena: more columns, int to bigint, and decimals with more digits before the
/// point ("Evolve Iceberg table schema").
/// </summary>
/// <param name="Added">The columns that the table does not have.</param>
/// <param name="Widened">The columns whose type becomes wider.</param>
/// <param name="Problem">Why the table can't become the wanted one, in a few words; null when it can.</param>
sealed record LatestEvolution(IReadOnlyList<GlueColumn> Added, IReadOnlyList<GlueColumn> Widened, string? Problem)
{
    internal bool IsEmpty => Added.Count + Widened.Count == 0 && Problem is null;

    /// <summary>Compares a table in the catalog with the wanted one. Columns that no schema has any more stay, and are NULL.</summary>
    internal static LatestEvolution Between(LatestTable wanted, GlueTableInput existing, LatestReceipt? receipt)
    {
        List<GlueColumn> added = [], widened = [];
        string? problem = receipt is not null && (receipt.Bucket != wanted.Bucket || receipt.Buckets != wanted.Spec.Buckets)
            ? "its buckets change"
            : null;
        foreach (var column in wanted.Columns)
        {
            var old = existing.Storage.Columns.FirstOrDefault(one => one.Name == column.Name);
            if (old is null) { added.Add(column); }
            else if (!IsSame(old.Type, column.Type))
            {
                if (IsWider(old.Type, column.Type)) { widened.Add(column); }
                else { problem ??= $"column '{column.Name}' changes from {old.Type} to {column.Type}"; }
            }
        }
        if (wanted.Lake.KeyNames.FirstOrDefault(key => added.Exists(column => column.Name == key)) is { } key)
        {
            problem ??= $"column '{key}' is a key that it does not have";
        }
        return new(added, widened, problem);
    }

    static bool IsSame(string? from, string? to) =>
        DataType.TryParse(from ?? "", out var old, out _) && DataType.TryParse(to ?? "", out var next, out _) && old.Equals(next);

    static bool IsWider(string? from, string? to) =>
        DataType.TryParse(from ?? "", out var old, out _)
        && DataType.TryParse(to ?? "", out var next, out _)
        && ((old == DataType.Int && next == DataType.Bigint)
            || (old is DataType.DecimalType a && next is DataType.DecimalType b && a.Scale == b.Scale && a.Precision < b.Precision));

    /// <summary>Returns the statements in order.</summary>
    internal IReadOnlyList<string> Statements(LatestTable table) =>
    [
        .. Added.Count > 0 ? [LatestDdl.AddColumns(table, Added)] : Array.Empty<string>(),
        .. Widened.Select(column => LatestDdl.ChangeType(table, column)),
    ];

    /// <summary>Returns the changes in a few words.</summary>
    public override string ToString() => Problem ?? string.Join(
        ", ",
        [.. Added.Select(column => $"new column {column.Name}"), .. Widened.Select(column => $"{column.Name} becomes {column.Type}")]);
}
