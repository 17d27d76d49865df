namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Merges a schema's table into an existing one: existing parts stay, new parts are added, and contradictions are refused.
/// </summary>
static class TableMerge
{
    const string NewTableWayOut = "make a new table from the raw zone with 'bipipeline lake rebuild --table'";

    internal static TablePlan Plan(GlueTable? existing, GlueTableInput wanted)
    {
        if (existing is null) { return new(wanted, TableAction.Create, []); }

        var table = existing.Definition;
        var refusals = Refusals(table, wanted).ToArray();
        if (refusals.Length > 0) { return new(wanted, TableAction.Refuse, refusals); }

        List<CatalogChange> changes = [.. SchemaRecord.Refusals(table, wanted)];
        var columns = MergeColumns(table.Storage.Columns, wanted.Storage.Columns, changes);
        if (changes.Any(change => change.Kind == CatalogChangeKind.Refuse)) { return new(wanted, TableAction.Refuse, changes); }

        var target = table with
        {
            Description = Set("description", table.Description, wanted.Description, changes),
            PartitionKeys = MergeComments(table.PartitionKeys, wanted.PartitionKeys, changes),
            Parameters = ParameterMerge.Merge(table.Parameters, wanted.Parameters, changes),
            Storage = table.Storage with { Columns = columns },
        };
        return changes.All(change => change.Kind == CatalogChangeKind.Keep)
            ? new(wanted, TableAction.Unchanged, changes)
            : new(wanted, TableAction.Update, changes) { Target = target, VersionId = existing.VersionId };
    }

    static IEnumerable<CatalogChange> Refusals(GlueTableInput table, GlueTableInput wanted)
    {
        if (table.TableType != wanted.TableType)
        {
            yield return Refuse(
                "table type",
                table.TableType ?? "none",
                wanted.TableType!,
                "the name belongs to another kind of object; drop it, or rename the schema's table");
            yield break;
        }
        var (format, wantedFormat) = (table.Storage.SerDe?.SerializationLibrary, wanted.Storage.SerDe!.SerializationLibrary);
        if (format != wantedFormat || table.Storage.InputFormat != wanted.Storage.InputFormat)
        {
            yield return Refuse(
                "format",
                format ?? "none",
                wantedFormat!,
                $"the table is for files of another format; drop it, or {NewTableWayOut}") with
            { NewTableHelps = true };
        }
        if (table.Storage.Location?.TrimEnd('/') != wanted.Storage.Location!.TrimEnd('/'))
        {
            yield return Refuse(
                "location",
                table.Storage.Location ?? "none",
                wanted.Storage.Location,
                "the table would lose its files; use the existing location, or drop the table (its files stay)");
        }
        if (!table.PartitionKeys.Select(Declaration).SequenceEqual(wanted.PartitionKeys.Select(Declaration), StringComparer.Ordinal))
        {
            yield return Refuse(
                "partition columns",
                Declarations(table.PartitionKeys),
                Declarations(wanted.PartitionKeys),
                $"files are in folders of the old partition columns; {NewTableWayOut}") with
            { NewTableHelps = true };
        }
    }

    static List<GlueColumn> MergeColumns(IReadOnlyList<GlueColumn> columns, IReadOnlyList<GlueColumn> wanted, List<CatalogChange> changes)
    {
        List<GlueColumn> merged = [];
        foreach (var column in columns)
        {
            var other = wanted.FirstOrDefault(candidate => candidate.Name == column.Name);
            if (other is null)
            {
                changes.Add(new(CatalogChangeKind.Keep, $"column {column.Name}", column.Type, null, "not in the schema"));
                merged.Add(column);
                continue;
            }
            merged.Add(MergeComment(column with { Type = MergeType(column, other, changes) }, other, changes));
        }
        foreach (var column in wanted.Where(column => !columns.Any(known => known.Name == column.Name)))
        {
            changes.Add(new(CatalogChangeKind.AddColumn, $"column {column.Name}", null, column.Type));
            merged.Add(column);
        }
        return merged;
    }

    static string? MergeType(GlueColumn column, GlueColumn wanted, List<CatalogChange> changes)
    {
        if (column.Type == wanted.Type) { return column.Type; }

        var subject = $"column {column.Name}";
        if (!DataType.TryParse(column.Type ?? "", out var from, out _))
        {
            changes.Add(Refuse(
                subject,
                column.Type ?? "none",
                wanted.Type!,
                "the toolkit does not write that type; drop the column, or rename the schema's column"));
            return column.Type;
        }
        var to = DataType.Parse(wanted.Type!);
        var joined = TypeTransition.Join(from, to);
        if (joined is null)
        {
            var transition = TypeTransition.Between(from, to);
            changes.Add(Refuse(
                subject,
                column.Type!,
                wanted.Type!,
                $"{transition.Reason}; add a column of the new type and read both with coalesce in a view, or {NewTableWayOut}")
                with
            { NewTableHelps = true });
            return column.Type;
        }
        if (joined.Equals(from))
        {
            // The text may differ only in white space.
            if (!from.Equals(to))
            {
                changes.Add(new(CatalogChangeKind.Keep, subject, column.Type, wanted.Type, $"it also reads files of {wanted.Type}"));
            }
            return column.Type;
        }
        var reason = TypeTransition.Between(from, joined).Reason;
        changes.Add(new(CatalogChangeKind.WidenColumn, subject, column.Type, joined.ToString(), reason));
        return joined.ToString();
    }

    static GlueColumn[] MergeComments(IReadOnlyList<GlueColumn> columns, IReadOnlyList<GlueColumn> wanted, List<CatalogChange> changes) =>
        [.. columns.Zip(wanted, (column, other) => MergeComment(column, other, changes))];

    static GlueColumn MergeComment(GlueColumn column, GlueColumn wanted, List<CatalogChange> changes) =>
        column with { Comment = Set($"comment of {column.Name}", column.Comment, wanted.Comment, changes) };

    static string? Set(string subject, string? from, string? to, List<CatalogChange> changes)
    {
        if (from == to || to is null) { return from; }
        changes.Add(new(CatalogChangeKind.SetProperty, subject, from, to));
        return to;
    }

    static CatalogChange Refuse(string subject, string from, string to, string reason) =>
        new(CatalogChangeKind.Refuse, subject, from, to, reason);

    static string Declaration(GlueColumn column) => $"{column.Name} {column.Type}";

    static string Declarations(IReadOnlyList<GlueColumn> columns) =>
        columns.Count == 0 ? "none" : string.Join(", ", columns.Select(Declaration));
}
