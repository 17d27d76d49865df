namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Reads rows of builders with other engines.</summary>
public sealed class OwnRowsTests
{
    [Fact]
    public void EveryType_AppendedByBuilders_ReadsBack()
    {
        using var folder = new TemporaryDirectory();
        using var duckDb = new DuckDb();
        var rows = KnownRows.EveryType;
        var batch = new ColumnBatch(rows.Specs);
        ColumnBuilder[] builders = [.. rows.Specs.Select(spec => batch.GetBuilder(spec.Name))];
        foreach (var row in rows.Values)
        {
            for (var i = 0; i < row.Length; i++) { Append(builders[i], row[i]); }
            batch.CompleteRow();
        }
        var file = folder.Combine("own.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), batch));

        var expected = Canonical.Of(rows).ToJsonString();
        duckDb.Rows(file, rows.Specs).ToJsonString().ShouldBe(expected, "DuckDB");
        Arrow.Rows(file).ToJsonString().ShouldBe(expected, "Arrow");
    }

    static void Append(ColumnBuilder builder, object? value)
    {
        switch (builder.Type, value)
        {
            case (_, null):
                builder.AppendNull();
                break;
            case (_, string text):
                builder.Append(text);
                break;
            case (_, byte[] bytes):
                builder.Append(bytes);
                break;
            case (_, bool flag):
                builder.Append(flag);
                break;
            case (_, double number):
                builder.Append(number);
                break;
            case (DataType.DateType, int days):
                builder.Append(DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(days));
                break;
            case (DataType.TimestampType, long time):
                builder.Append(DateTimeOffset.FromUnixTimeMilliseconds(time));
                break;
            case (DataType.DecimalType { Precision: <= 18, Scale: var scale }, Int128 number):
                builder.Append((decimal)number / (decimal)Math.Pow(10, scale));
                break;
            case (_, Int128 number):
                builder.AppendUnscaled(number);
                break;
            case (_, int number):
                builder.Append(number);
                break;
            case (_, long number):
                builder.Append(number);
                break;
            case (_, List<object?> items):
                foreach (var item in items) { Append(builder.Element, item); }
                builder.End();
                break;
            case (_, List<(string Key, object? Value)> entries):
                foreach (var (key, item) in entries)
                {
                    builder.Key.Append(key);
                    Append(builder.Value, item);
                }
                builder.End();
                break;
            case (DataType.StructType type, object?[] items):
                for (var i = 0; i < items.Length; i++) { Append(builder.Field(type.Fields[i].Name), items[i]); }
                builder.End();
                break;
            default:
                throw new NotSupportedException(builder.Type.ToString());
        }
    }
}
