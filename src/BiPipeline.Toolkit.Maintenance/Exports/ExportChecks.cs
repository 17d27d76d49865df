using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Checks an export against its manifests, the clock and the schemas. Each problem is one sentence or more.</summary>
static class ExportChecks
{
    internal const string CopyAgain = "Copy the export again, complete.";

    /// <summary>Returns the problems of an export.</summary>
    internal static IEnumerable<string> Of(TableExport export, IReadOnlyList<TableSchema> schemas, DateTimeOffset now) =>
    [
        .. export.Summary is { } summary ? Of(export, summary, schemas) : [],
        .. export.AsOf > now
            ? [$"Its time {Instant.Text(export.AsOf)} is later than now; expected an earlier time. Correct --as-of or the clock."]
            : Array.Empty<string>(),
    ];

    static IEnumerable<string> Of(TableExport export, ExportSummary summary, IReadOnlyList<TableSchema> schemas)
    {
        if (summary.Type is not (ExportSummary.FullExport or ExportSummary.IncrementalExport))
        {
            yield return $"exportType is '{summary.Type}'; expected {ExportSummary.FullExport} or {ExportSummary.IncrementalExport}.";
        }
        else if (summary.IsIncremental ? summary.From is null || summary.To is null : summary.ExportTime is null)
        {
            var members = summary.IsIncremental ? "exportFromTime and exportToTime" : "exportTime";
            yield return $"{ExportSummary.Name} has no {members}; expected the time of the items. {CopyAgain}";
        }
        else if (summary.From >= summary.To)
        {
            yield return "exportFromTime is not before exportToTime; expected a window.";
        }
        if (summary.Format is not (null or "DYNAMODB_JSON" or "ION"))
        {
            yield return $"outputFormat is '{summary.Format}'; expected DYNAMODB_JSON or ION. Export the table again.";
        }
        var items = export.Files.Sum(file => file.Items ?? 0);
        if (summary.ItemCount != items)
        {
            var counted = summary.ItemCount?.ToString(CultureInfo.InvariantCulture) ?? "no";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{ExportSummary.Name} has {counted} items and the data files {items}; expected equal numbers. {CopyAgain}");
        }
        foreach (var schema in schemas)
        {
            foreach (var problem in Of(summary, schema)) { yield return problem; }
        }
    }

    static IEnumerable<string> Of(ExportSummary summary, TableSchema schema)
    {
        if (summary.TableArn is not { } arn) { yield return $"{ExportSummary.Name} has no tableArn; expected an ARN. {CopyAgain}"; }
        else if (SourceProblem(schema, arn) is { } problem) { yield return problem; }
        if (summary.Keys is { } keys && KeyProblem(schema, keys) is { } key) { yield return key; }
        if (summary is { IsIncremental: true, View: "NEW_IMAGE" } && RecordRouter.NeedsOldImages(schema))
        {
            yield return $"outputView is NEW_IMAGE, so a deletion lacks attribute '{schema.Entity!.Attribute}', which selects the items of "
                + $"schema '{schema.Table}'; expected NEW_AND_OLD_IMAGES. Export the window again with both images.";
        }
    }

    /// <summary>Returns why a DynamoDB table is not the source of a schema.</summary>
    internal static string? SourceProblem(TableSchema schema, string tableArn)
    {
        // arn:aws:dynamodb:<region>:<account>:table/<name>
        var parts = tableArn.Split(':');
        var table = parts.Length == 6 && parts[5].StartsWith("table/", StringComparison.Ordinal) ? parts[5]["table/".Length..] : null;
        var matcher = new SourceMatcher(schema, isOnly: false);
        return table is not null && matcher.Takes(new StreamSource(Encoding.UTF8.GetBytes(tableArn), default, default))
            ? null
            : $"Table '{tableArn}' is not the source of schema '{schema.Table}'; expected {matcher.Words}. Use data of that table, or "
                + "correct 'source' in the schema file.";
    }

    /// <summary>Returns why the keys of a DynamoDB table are not those of a schema.</summary>
    internal static string? KeyProblem(TableSchema schema, IReadOnlyDictionary<string, string> keys)
    {
        var columns = schema.GetKeyColumns();
        var wanted = columns.Select(column => column.Path.ToString()).Order(StringComparer.Ordinal);
        if (!wanted.SequenceEqual(keys.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            var names = Quoted(columns.Select(column => column.Path.ToString()));
            return $"The table's key is {Quoted(keys.Keys)}; expected {names}, the keys of schema '{schema.Table}'. "
                + "Correct 'keys' in the schema file.";
        }
        var wrong = columns.FirstOrDefault(column => !Fits(column.Type, keys[column.Path.ToString()]));
        return wrong is null
            ? null
            : $"Key '{wrong.Path}' has type {keys[wrong.Path.ToString()]}, which column '{wrong.Name}' of schema '{schema.Table}' does not "
                + $"take; its type is {wrong.Type}. Correct the column's type.";
    }

    static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    static bool Fits(DataType column, string key) => column == DataType.String || key switch
    {
        "S" => false,
        "N" => column == DataType.Int || column == DataType.Bigint || column is DataType.DecimalType,
        _ => column == DataType.Binary,
    };
}
