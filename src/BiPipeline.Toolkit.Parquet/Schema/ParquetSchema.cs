using System.Text;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>The Parquet schema of a file's columns: every field optional, three-level lists, <c>key_value</c> maps.</summary>
sealed class ParquetSchema
{
    const string RootName = "schema";

    readonly List<SchemaElement> _elements = [];
    readonly List<Leaf> _leaves = [];
    readonly List<byte[]> _path = [];

    internal ParquetSchema(IReadOnlyList<ColumnSpec> columns)
    {
        if (columns.Count == 0) { throw new ArgumentException("The Parquet file has no columns; expected at least one.", nameof(columns)); }
        Columns = [.. columns];
        RequireNames("file", columns.Select(column => column.Name));

        _elements.Add(new(RootName, Repetition: null, columns.Count, Type: null));
        var first = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            first[i] = _leaves.Count;
            Add(columns[i].Name, columns[i].Type, definition: 0, repetition: 0);
        }
        FirstLeaves = first;

        // Every file has the same schema, so its bytes are made only one time.
        var bytes = new ByteBuffer();
        var thrift = new CompactWriter(bytes);
        foreach (var element in _elements) { element.Write(thrift); }
        ElementBytes = bytes.Written.ToArray();
    }

    internal IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>Returns the index of the first column that differs from this schema, apart from comments; -1 when none does.</summary>
    internal int FirstDifference(IReadOnlyList<ColumnSpec> columns)
    {
        for (var i = 0; i < Math.Max(Columns.Count, columns.Count); i++)
        {
            if (i == Columns.Count || i == columns.Count) { return i; }
            var (wanted, given) = (Columns[i], columns[i]);
            if (!ReferenceEquals(wanted, given) && (wanted.Name != given.Name || !wanted.Type.Equals(given.Type))) { return i; }
        }
        return -1;
    }

    internal IReadOnlyList<Leaf> Leaves => _leaves;

    /// <summary>Each column's first leaf.</summary>
    internal IReadOnlyList<int> FirstLeaves { get; }

    internal int ElementCount => _elements.Count;

    /// <summary>The SchemaElement structures, one after another.</summary>
    internal byte[] ElementBytes { get; }

    internal static PhysicalType PhysicalTypeOf(DataType type) => type switch
    {
        DataType.BooleanType => PhysicalType.Boolean,
        DataType.IntType or DataType.DateType or DataType.DecimalType { Precision: <= 9 } => PhysicalType.Int32,
        DataType.BigintType or DataType.TimestampType => PhysicalType.Int64,
        DataType.DecimalType { Precision: <= DataType.DecimalType.MaxInt64Precision } => PhysicalType.Int64,
        DataType.DoubleType => PhysicalType.Double,
        DataType.StringType or DataType.BinaryType => PhysicalType.ByteArray,
        DataType.DecimalType => PhysicalType.FixedLenByteArray,
        _ => throw new NotSupportedException($"Type {type} is not stored as a Parquet primitive."),
    };

    /// <summary>
    /// Returns the bytes per value of a FIXED_LEN_BYTE_ARRAY: the fewest whose two's complement holds the decimal's digits; 0 for other
    /// types.
    /// </summary>
    internal static int FixedLengthOf(DataType type)
    {
        if (type is not DataType.DecimalType { Precision: > DataType.DecimalType.MaxInt64Precision } number) { return 0; }
        var max = BigInteger.Pow(10, number.Precision) - 1;
        return (int)(max.GetBitLength() / 8) + 1;
    }

    void Add(string name, DataType type, int definition, int repetition)
    {
        _path.Add(Encoding.UTF8.GetBytes(name));
        AddField(name, Repetition.Optional, type, definition + 1, repetition);
        _path.RemoveAt(_path.Count - 1);
    }

    void AddField(string name, Repetition occurs, DataType type, int definition, int repetition)
    {
        switch (type)
        {
            case DataType.ArrayType array:
                _elements.Add(new(name, occurs, 1, type));
                AddRepeated("list", 1, () => Add("element", array.Element, definition + 1, repetition + 1));
                break;
            case DataType.MapType map:
                _elements.Add(new(name, occurs, 1, type));
                AddRepeated("key_value", 2, () =>
                {
                    _path.Add("key"u8.ToArray());
                    AddField("key", Repetition.Required, DataType.String, definition + 1, repetition + 1);
                    _path.RemoveAt(_path.Count - 1);
                    Add("value", map.Value, definition + 1, repetition + 1);
                });
                break;
            case DataType.StructType fields:
                var path = string.Join('.', _path.Select(Encoding.UTF8.GetString));
                RequireNames($"struct '{path}'", fields.Fields.Select(field => field.Name));
                _elements.Add(new(name, occurs, fields.Fields.Count, Type: null));
                foreach (var field in fields.Fields) { Add(field.Name, field.Type, definition, repetition); }
                break;
            default:
                _elements.Add(new(name, occurs, 0, type));
                _leaves.Add(new(_leaves.Count, [.. _path], type, PhysicalTypeOf(type), FixedLengthOf(type), definition, repetition));
                break;
        }
    }

    void AddRepeated(string name, int children, Action addChildren)
    {
        _elements.Add(new(name, Repetition.Repeated, children, Type: null));
        _path.Add(Encoding.UTF8.GetBytes(name));
        addChildren();
        _path.RemoveAt(_path.Count - 1);
    }

    // Trino ignores the case of names and uses the last match, so names that differ only in case would be ambiguous.
    static void RequireNames(string where, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Length == 0) { throw new ArgumentException($"A field of the {where} has no name; expected one.", nameof(names)); }
            if (name.Any(char.IsUpper))
            {
                throw new ArgumentException(
                    $"Field '{name}' of the {where} has upper-case letters; expected lower case, because engines ignore case.",
                    nameof(names));
            }
            if (!seen.Add(name))
            {
                throw new ArgumentException($"Field '{name}' is twice in the {where}; expected unique names.", nameof(names));
            }
        }
    }
}
