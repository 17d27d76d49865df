namespace BiPipeline.Toolkit.Glue;

/// <summary>Builds the catalog tables of a lake.</summary>
sealed class GlueTableBuilder(string location, bool useProjection)
{
    const int MaxComment = 255;

    // Raw and quarantine are partitioned by event day, independent of the schema's partitions.
    static readonly PartitionField EventDay = new(LakeLayout.DayColumn, PartitionField.EventTimeSource, PartitionTransform.Day);

    static readonly string ToolkitVersion = typeof(GlueTableBuilder).Assembly.GetName().Version!.ToString(fieldCount: 3);

    internal GlueTableInput Parquet(LakeTable table, TableSchema schema) => Table(
        table.Name,
        table.Parent is null
            ? $"Changes of {table.Name}, one row per change"
            : Comment($"Changes of {table.Parent}, one row per element of {PathOf(schema, table.Name)}")!,
        schema,
        [.. table.Columns.Select(Column)],
        table.Partitions,
        new()
        {
            Location = LakeLayout.TableLocation(location, LakeZone.Processed, table.Name),
            InputFormat = StorageFormats.ParquetInput,
            OutputFormat = StorageFormats.ParquetOutput,
            SerDe = SerDe(StorageFormats.ParquetSerDe),
        },
        "parquet",
        table.Parent is null ? SchemaRecord.Of(schema) : SchemaRecord.None);

    internal GlueTableInput Lines(TableSchema schema, LakeZone zone) => Table(
        LakeLayout.TableName(schema.Table, zone),
        $"Records of {schema.Table} {Description(zone)}",
        schema,
        [new("record", "string", "One JSON document; read it with json_extract_scalar")],
        [EventDay],
        new()
        {
            Location = LakeLayout.TableLocation(location, zone, schema.Table),
            InputFormat = StorageFormats.TextInput,
            OutputFormat = StorageFormats.TextOutput,
            SerDe = SerDe(StorageFormats.LineSerDe),
        },
        "json",
        SchemaRecord.None);

    static AttributePath PathOf(TableSchema schema, string table) => schema.Children.First(child => child.Table == table).Path;

    GlueTableInput Table(
        string name,
        string description,
        TableSchema schema,
        IReadOnlyList<GlueColumn> columns,
        IReadOnlyList<PartitionField> partitions,
        GlueStorageDescriptor storage,
        string classification,
        IReadOnlyDictionary<string, string> record)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["EXTERNAL"] = "TRUE",
            ["classification"] = classification,
            [CatalogParameters.SchemaHash] = schema.ComputeHash(),
            [CatalogParameters.SchemaVersion] = schema.Version.ToString(CultureInfo.InvariantCulture),
            [CatalogParameters.ToolkitVersion] = ToolkitVersion,
        };
        foreach (var (parameter, value) in record) { parameters[parameter] = value; }
        if (useProjection && partitions.Count > 0) { PartitionProjection.AddTo(parameters, partitions, storage.Location!); }
        return new()
        {
            Name = name,
            Description = description,
            TableType = GlueTableInput.ExternalTable,
            Parameters = parameters,
            PartitionKeys = [.. partitions.Select(partition => new GlueColumn(partition.Name, "string", PartitionComment(partition)))],
            Storage = storage with { Columns = columns },
        };
    }

    static string Description(LakeZone zone) => zone == LakeZone.Raw
        ? "as received, one JSON document per line"
        : "that could not be read, one JSON document with reason and record per line";

    static GlueSerDe SerDe(string library) => new(library)
    {
        Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["serialization.format"] = "1" },
    };

    static GlueColumn Column(ColumnSpec column) => new(column.Name, column.Type.ToString(), Comment(column.Comment));

    static string PartitionComment(PartitionField partition) => Comment(
        partition.Transform switch
        {
            PartitionTransform.Day => $"UTC day of {partition.Source}",
            PartitionTransform.Month => $"UTC month of {partition.Source}",
            PartitionTransform.Hour => $"UTC hour of {partition.Source}",
            _ => $"{partition.Source}, or '{partition.Fallback}'",
        })!;

    // Glue accepts one line of 255 characters. An attribute's name can be longer and contain any character.
    static string? Comment(string? text)
    {
        if (string.IsNullOrEmpty(text)) { return null; }
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > MaxComment) { break; }
            line.Append(Rune.IsControl(rune) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }
        return line.ToString();
    }

    /// <summary>The Hive classes of the two formats in a lake.</summary>
    static class StorageFormats
    {
        internal const string ParquetInput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
        internal const string ParquetOutput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
        internal const string ParquetSerDe = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
        internal const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
        internal const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
        internal const string LineSerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    }
}
