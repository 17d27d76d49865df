using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Converts between the tables and databases of DDL and the catalog's.</summary>
static class GlueTables
{
    internal static GlueDatabase Of(HiveDatabase database) => new(database.Name)
    {
        Description = database.Description,
        LocationUri = database.LocationUri,
        Parameters = database.Parameters,
    };

    internal static GlueTableInput Of(HiveTable table) => Over(new GlueTableInput { Name = table.Name }, table);

    /// <summary>Returns the table after a change. What DDL cannot express stays.</summary>
    internal static GlueTableInput Changed(GlueTableInput table, Func<HiveTable, HiveTable> change) => Over(table, change(Describe(table)));

    /// <summary>Returns the storage after a change. What DDL cannot express stays.</summary>
    internal static GlueStorageDescriptor Changed(GlueStorageDescriptor storage, Func<HiveStorage, HiveStorage> change) =>
        Over(storage, change(Describe(storage)));

    static GlueTableInput Over(GlueTableInput old, HiveTable table) => old with
    {
        Name = table.Name,
        Description = table.Description,
        TableType = table.TableType,
        Parameters = table.Parameters,
        PartitionKeys = Columns(old.PartitionKeys, table.PartitionKeys),
        Storage = Over(old.Storage, table.Storage),
    };

    static GlueStorageDescriptor Over(GlueStorageDescriptor old, HiveStorage storage) => old with
    {
        Columns = Columns(old.Columns, storage.Columns),
        Location = storage.Location,
        InputFormat = storage.InputFormat,
        OutputFormat = storage.OutputFormat,
        SerDe = storage.SerDe is { } serDe
            ? (old.SerDe ?? new(null)) with { SerializationLibrary = serDe.SerializationLibrary, Parameters = serDe.Parameters }
            : null,
        Other = storage.Buckets is { } buckets ? Buckets(old, buckets) : old.Other,
    };

    static Dictionary<string, JsonElement> Buckets(GlueStorageDescriptor old, HiveBuckets buckets) => new(old.Other, StringComparer.Ordinal)
    {
        ["BucketColumns"] = Json(json =>
        {
            json.WriteStartArray();
            foreach (var column in buckets.Columns) { json.WriteStringValue(column); }
            json.WriteEndArray();
        }),
        ["NumberOfBuckets"] = Json(json => json.WriteNumberValue(buckets.Count)),
    };

    static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) { write(json); }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    static HiveTable Describe(GlueTableInput table) => new()
    {
        Name = table.Name,
        Description = table.Description,
        TableType = table.TableType,
        Parameters = table.Parameters,
        PartitionKeys = Columns(table.PartitionKeys),
        Storage = Describe(table.Storage),
    };

    static HiveStorage Describe(GlueStorageDescriptor storage) => new()
    {
        Columns = Columns(storage.Columns),
        Location = storage.Location,
        InputFormat = storage.InputFormat,
        OutputFormat = storage.OutputFormat,
        SerDe = storage.SerDe is { } serDe ? new(serDe.SerializationLibrary) { Parameters = serDe.Parameters } : null,
    };

    static HiveColumn[] Columns(IReadOnlyList<GlueColumn> columns) =>
        [.. columns.Select(column => new HiveColumn(column.Name, column.Type ?? "", column.Comment))];

    static GlueColumn[] Columns(IReadOnlyList<GlueColumn> old, IReadOnlyList<HiveColumn> columns) =>
        [.. columns.Select(column => (old.FirstOrDefault(one => one.Name == column.Name) ?? new(column.Name, null)) with
        {
            Type = column.Type,
            Comment = column.Comment,
        })];
}
