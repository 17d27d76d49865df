using System.Numerics;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>DuckDB in this process. It converts leaves to text itself, so that .NET's conversion of its values does not matter.</summary>
sealed class DuckDb : IDisposable
{
    readonly DuckDBConnection _connection = new("DataSource=:memory:");

    internal DuckDb()
    {
        _connection.Open();
        Sql("SET TimeZone='UTC'");
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Returns a file's rows in <see cref="Canonical"/>'s form.</summary>
    internal JsonArray Rows(string file, IReadOnlyList<ColumnSpec> specs)
    {
        var columns = specs.Select(spec => $"to_json(CAST(\"{spec.Name}\" AS {TextType(spec.Type)}))::VARCHAR");
        var rows = Sql($"SELECT {string.Join(", ", columns)} FROM read_parquet('{file}', hive_partitioning = false)");
        return new([.. rows.Select(row => new JsonArray([.. row.Select((json, i) => Value(specs[i].Type, json is null ? null : Parse(json)))]))]);
    }

    /// <summary>Returns a query's result as text.</summary>
    internal string?[][] Sql(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Text(reader.GetValue(i)))]);
        }
        return [.. rows];
    }

    static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new() { MaxDepth = 256 });

    static string TextType(DataType type) => type switch
    {
        DataType.BooleanType => "BOOLEAN",
        DataType.ArrayType array => $"{TextType(array.Element)}[]",
        DataType.MapType map => $"MAP(VARCHAR, {TextType(map.Value)})",
        DataType.StructType fields => $"STRUCT({string.Join(", ", fields.Fields.Select(field => $"\"{field.Name}\" {TextType(field.Type)}"))})",
        _ => "VARCHAR",
    };

    static JsonNode? Value(DataType type, JsonNode? json)
    {
        if (json is null) { return null; }
        return type switch
        {
            DataType.BooleanType => JsonValue.Create(json.GetValue<bool>()),
            DataType.ArrayType array => new JsonArray([.. json.AsArray().Select(item => Value(array.Element, item))]),
            DataType.MapType map => new JsonArray([.. json.AsObject().Select(entry => new JsonArray(entry.Key, Value(map.Value, entry.Value)))]),
            DataType.StructType fields => new JsonArray([.. fields.Fields.Select(field => Value(field.Type, json[field.Name]))]),
            _ => JsonValue.Create(Leaf(type, json.GetValue<string>())),
        };
    }

    static string Leaf(DataType type, string text) => type switch
    {
        DataType.DoubleType => Canonical.Bits(double.Parse(text, CultureInfo.InvariantCulture)),
        DataType.DecimalType => BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        DataType.DateType => Canonical.Days(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DataType.TimestampType => Canonical.Milliseconds(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFF+00", CultureInfo.InvariantCulture)),
        DataType.BinaryType => Convert.ToHexStringLower(Bytes(text)),
        _ => text,
    };

    // A BLOB as text: printable ASCII unchanged, any other byte as \x and two digits.
    static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') { bytes.Add((byte)text[i]); }
            else
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 3;
            }
        }
        return [.. bytes];
    }
}
