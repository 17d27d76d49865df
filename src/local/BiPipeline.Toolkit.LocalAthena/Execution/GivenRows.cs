using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using BiPipeline.Toolkit.LocalAthena.Functions;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Writes rows from JSON to a table's files, with a separate DuckDB that may write.</summary>
sealed class GivenRows(LakeLocations locations, LocalAthenaOptions options)
{
    int _files;

    internal void Write(GlueTable table, IReadOnlyList<string> rows)
    {
        var definition = CatalogLoader.ReadTable(table);
        foreach (var partition in rows.GroupBy(row => string.Join('\0', Partition(definition, row)), StringComparer.Ordinal))
        {
            var folder = Folder(definition, Partition(definition, partition.First()));
            Directory.CreateDirectory(folder);
            if (table.Definition.Storage.SerDe?.SerializationLibrary?.Contains("parquet", StringComparison.OrdinalIgnoreCase) is true)
            {
                WriteParquet(definition, partition, NewFile(folder, "parquet"));
            }
            else { File.WriteAllLines(NewFile(folder, "json"), partition.Select(row => Line(definition, row))); }
        }
    }

    // An existing lake may have rows of an earlier run.
    string NewFile(string folder, string extension)
    {
        string path;
        do
        {
            path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"given-{++_files:D6}.{extension}"));
        } while (File.Exists(path));
        return path;
    }

    void WriteParquet(LakeTableDefinition table, IEnumerable<string> rows, string path)
    {
        var columns = table.Columns.Where(column => !column.IsPartition)
            .Select(column => (DuckSql)$"{Value(table, column)} AS {SqlText.Name(column.Name)}");
        var values = rows.Select(row => $"({SqlText.Literal(row)})");
        DuckSql query = $"SELECT {DuckSql.Join(", ", columns)} FROM (VALUES {string.Join(", ", values)}) AS r(j)";
        var sql = query.Render();
        using var database = InMemoryDatabase.Open([]);
        using var connection = database.Connect();
        LocalFunctionSet.Register(connection, options);
        foreach (var name in DecimalFunctions.Needed(sql)) { LocalFunctionSet.RegisterDecimal(connection, name); }
        try
        {
            connection.Execute($"COPY ({sql}) TO {SqlText.Literal(path)} (FORMAT parquet)");
        }
        catch (DuckDbException exception)
        {
            var message = LocalAthenaQueryException.TryFromNative(exception.Message, out var own) ? $": {own.Message}" : "";
            throw Refused($"A row does not fit table {table.FullName}{message}", exception);
        }
    }

    static DuckSql Value(LakeTableDefinition table, CatalogColumn column)
    {
        DuckSql member = $"{LocalFunctions.JsonMember}(j, {SqlText.Literal(column.Name)}, -1, 0)";
        return column.Type switch
        {
            TrinoType.VarbinaryType => $"{LocalFunctions.FromBase64}({LocalFunctions.JsonScalarText}({member}))",
            // Milliseconds, as the lake's own writer has them.
            TrinoType.TimestampType => $"CAST({JsonConversion.FromJson(member, column.Type)!} AS TIMESTAMP_MS)",
            _ =>
                JsonConversion.FromJson(member, column.Type)
                    ?? throw Refused($"Table {table.FullName}: JSON rows can't set column {column.Name} of type {column.Type}"),
        };
    }

    static string Line(LakeTableDefinition table, string row)
    {
        using var json = Read(table, row);
        var column = table.Columns.First(one => !one.IsPartition).Name;
        return json.RootElement.TryGetProperty(column, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
            : "";
    }

    static string[] Partition(LakeTableDefinition table, string row)
    {
        using var json = Read(table, row);
        return [.. table.Columns.Where(column => column.IsPartition).Select(column =>
            json.RootElement.TryGetProperty(column.Name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw Refused($"A row for table {table.FullName} has no text for the partition column {column.Name}"))];
    }

    static JsonDocument Read(LakeTableDefinition table, string row)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(row);
        }
        catch (JsonException exception)
        {
            throw Refused($"A row for table {table.FullName} is not JSON: {exception.Message}", exception);
        }
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Refused($"A row for table {table.FullName} is {json.RootElement.ValueKind}; expected a JSON object");
        }
        return json.RootElement.EnumerateObject()
            .Select(member => member.Name)
            .FirstOrDefault(name => table.Columns.All(column => column.Name != name)) is { } unknown
            ? throw Refused($"Table {table.FullName} has no column {unknown}")
            : json;
    }

    string Folder(LakeTableDefinition table, string[] values)
    {
        var definition = table.Source.Definition;
        var keys = definition.PartitionKeys.Select(key => key.Name.ToLowerInvariant()).ToArray();
        var location = definition.Storage.Location!;
        if (keys.Length == 0) { return locations.FolderOf(location, table.FullName); }
        for (var i = 0; i < keys.Length; i++)
        {
            // Athena reads only the projection's values.
            if (definition.Parameters.ContainsKey($"projection.{keys[i]}.type")
                && !ProjectedColumn.Read(table.FullName, keys[i], definition.Parameters, options.TimeProvider.GetUtcNow())
                    .Contains(values[i]))
            {
                throw Refused(
                    $"Partition {keys[i]}={values[i]} of table {table.FullName} is outside its projection, so Athena would not read it");
            }
        }
        var template = definition.Parameters.GetValueOrDefault("storage.location.template")
            ?? $"{location.TrimEnd('/')}/{string.Join('/', keys.Select(key => $"{key}=${{{key}}}"))}/";
        for (var i = 0; i < keys.Length; i++)
        {
            template = template.Replace($"${{{keys[i]}}}", values[i], StringComparison.OrdinalIgnoreCase);
        }
        return locations.FolderOf(template, table.FullName);
    }

    static InvalidDataException Refused(string message, Exception? innerException = null) => new(message, innerException);
}
