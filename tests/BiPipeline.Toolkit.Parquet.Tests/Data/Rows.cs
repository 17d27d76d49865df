namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>
/// Rows as plain objects, the tests' own copy of the columns' content: text as string, binary as byte[], int and date as int, bigint and
/// timestamp as long, decimals as their unscaled <see cref="Int128"/>, boolean as bool, double as double, arrays as List, maps as List of
/// pairs, structs as object?[].
/// </summary>
public sealed record Rows(IReadOnlyList<ColumnSpec> Specs, IReadOnlyList<object?[]> Values)
{
    public ColumnBatch ToBatch() => ToBatch(0, Values.Count);

    public ColumnBatch ToBatch(int start, int count)
    {
        var batch = new ColumnBatch(Specs);
        foreach (var row in Values.Skip(start).Take(count))
        {
            for (var i = 0; i < row.Length; i++) { Append(batch.Columns[i], row[i]); }
            batch.EndRow();
        }
        return batch;
    }

    public static void Append(Column column, object? value)
    {
        if (value is null)
        {
            column.AppendNull();
            return;
        }
        switch (column)
        {
            case BytesColumn bytes:
                bytes.Append(value as byte[] ?? System.Text.Encoding.UTF8.GetBytes((string)value));
                break;
            case FixedColumn<bool> booleans:
                booleans.Append((bool)value);
                break;
            case FixedColumn<int> ints:
                ints.Append((int)value);
                break;
            case FixedColumn<long> longs:
                longs.Append(value is Int128 unscaled ? (long)unscaled : (long)value);
                break;
            case FixedColumn<double> doubles:
                doubles.Append((double)value);
                break;
            case FixedColumn<Int128> decimals:
                decimals.Append((Int128)value);
                break;
            case ListColumn list:
                foreach (var item in (List<object?>)value) { Append(list.Element, item); }
                list.EndList();
                break;
            case MapColumn map:
                foreach (var (key, item) in (List<(string, object?)>)value)
                {
                    Append(map.Keys, key);
                    Append(map.Values, item);
                }
                map.EndMap();
                break;
            case StructColumn fields:
                var items = (object?[])value;
                for (var i = 0; i < items.Length; i++) { Append(fields.Fields[i], items[i]); }
                fields.EndStruct();
                break;
            default:
                throw new NotSupportedException(column.Type.ToString());
        }
    }
}
