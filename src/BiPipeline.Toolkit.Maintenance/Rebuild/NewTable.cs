namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The schema of a new table that is rebuilt from an existing table's raw zone.</summary>
static class NewTable
{
    /// <summary>Returns an existing table's schema under another name. The records' source stays the same DynamoDB table.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The new name. Child tables change in the same way: <c>orders_v2</c>, so <c>order_items_v2</c>.</param>
    /// <param name="source">The DynamoDB table of the records; null when they do not say it.</param>
    /// <exception cref="SchemaException">The name is not a table's.</exception>
    internal static TableSchema Of(TableSchema schema, string name, string? source)
    {
        var suffix = name.StartsWith(schema.Table, StringComparison.Ordinal) ? name[schema.Table.Length..] : "_" + name;
        return (schema with
        {
            Table = name,
            Source = SourceOf(schema, source),
            Children = [.. schema.Children.Select(child => child with { Table = child.Table + suffix })],
        }).Validated();
    }

    /// <summary>Finds the DynamoDB table of raw objects: what their first record says.</summary>
    /// <returns>The name; null when there is no record, or the record does not say it.</returns>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal static async Task<string?> FindSourceAsync(IObjectStore store, string table, CancellationToken cancellationToken)
    {
        await foreach (var item in store.ListAsync(LakeLayout.TablePrefix(LakeZone.Raw, table), cancellationToken).ConfigureAwait(false))
        {
            if (!LakeLayout.TryParseKey(item.Key, out _)) { continue; }
            var input = FileInput.From(item.Key, item.Bytes, () => new ResumedStream(store, item.Key, item.Bytes, cancellationToken));
            using var lines = new StreamReader(input.OpenPlain());
            if (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line) { return SourceOf(line); }
        }
        return null;
    }

    // The default source is the DynamoDB table with the schema's name, which is no longer the schema's.
    static TableSource? SourceOf(TableSchema schema, string? source) => schema switch
    {
        { Source.Table: not null } or { Entity: not null } => schema.Source,
        _ => new(source ?? schema.Table, schema.Source?.Region),
    };

    // arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000; through Kinesis, tableName.
    static string? SourceOf(string record)
    {
        using var document = JsonDocument.Parse(record);
        var root = document.RootElement;
        if (root.TryGetProperty("tableName"u8, out var name)) { return name.GetString(); }
        return root.TryGetProperty("eventSourceARN"u8, out var arn) && arn.GetString()?.Split('/') is [_, var table, ..] ? table : null;
    }
}
