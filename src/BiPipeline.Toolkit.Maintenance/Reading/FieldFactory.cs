using ParquetSharp;
using ParquetSharp.Schema;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Makes the fields of a file from its Parquet schema, with the types of schema files. It accepts what other writers do too: required
/// fields, lists of two levels, times in microseconds, decimals as bytes.
/// </summary>
sealed class FieldFactory
{
    int _leaf;

    /// <summary>Returns the columns of a file in order.</summary>
    /// <exception cref="InvalidDataException">A column has a type that no schema file has.</exception>
    internal IReadOnlyList<(string Name, Field Field)> Create(GroupNode root) => FieldsOf(root, default);

    List<(string Name, Field Field)> FieldsOf(GroupNode group, FieldPlace place)
    {
        List<(string Name, Field Field)> fields = [];
        foreach (var child in group.Fields)
        {
            using (child)
            {
                if (child.Repetition == Repetition.Repeated) { throw Unknown(child, "a repeated field outside a list"); }
                fields.Add((child.Name, FieldOf(child, place.Field(child.Repetition == Repetition.Optional))));
            }
        }
        return fields;
    }

    Field FieldOf(Node node, FieldPlace place)
    {
        if (node is PrimitiveNode primitive) { return LeafOf(primitive, place); }
        var group = (GroupNode)node;
        using var logical = node.LogicalType;
        switch (logical.Type)
        {
            case LogicalTypeEnum.List:
                return ListOf(group, place);
            case LogicalTypeEnum.Map:
                return MapOf(group, place);
            case LogicalTypeEnum.None or LogicalTypeEnum.Undefined:
                return StructOf(group, place);
            default:
                throw Unknown(node, logical.ToString());
        }
    }

    StructOfFields StructOf(GroupNode group, FieldPlace place)
    {
        var fields = FieldsOf(group, place);
        var type = DataType.Struct([.. fields.Select(field => new StructField(field.Name, field.Field.Type))]);
        return new((DataType.StructType)type, place, [.. fields.Select(field => field.Field)]);
    }

    ListOfElements ListOf(GroupNode list, FieldPlace place)
    {
        using var repeated = OnlyField(list);
        if (repeated.Repetition != Repetition.Repeated) { throw Unknown(list, "a list without a repeated field"); }
        // The rules of LogicalTypes.md for lists of writers that leave out the inner group.
        if (repeated is GroupNode { FieldCount: 1 } inner && inner.Name != "array" && inner.Name != $"{list.Name}_tuple")
        {
            using var element = inner.Field(0);
            return List(FieldOf(element, place.Element(element.Repetition == Repetition.Optional)));
        }
        var required = place.Element(isOptional: false);
        return List(repeated is PrimitiveNode primitive ? LeafOf(primitive, required) : StructOf((GroupNode)repeated, required));

        ListOfElements List(Field element) => new((DataType.ArrayType)DataType.Array(element.Type), place, element);
    }

    MapOfEntries MapOf(GroupNode map, FieldPlace place)
    {
        using var entries = OnlyField(map);
        if (entries is not GroupNode { FieldCount: 2, Repetition: Repetition.Repeated } pair)
        {
            throw Unknown(map, "a map without values");
        }
        using var key = pair.Field(0);
        using var value = pair.Field(1);
        var keys = FieldOf(key, place.Element(key.Repetition == Repetition.Optional));
        if (keys.Type is not DataType.StringType) { throw Unknown(map, $"a map with keys of type {keys.Type}"); }
        var values = FieldOf(value, place.Element(value.Repetition == Repetition.Optional));
        return new((DataType.MapType)DataType.Map(values.Type), place, keys, values);
    }

    Field LeafOf(PrimitiveNode node, FieldPlace place)
    {
        var index = _leaf++;
        using var logical = node.LogicalType;
        switch (node.PhysicalType, logical.Type)
        {
            case (PhysicalType.Boolean, _):
                return AsItIs<bool>(DataType.Boolean);
            case (PhysicalType.Double, _):
                return AsItIs<double>(DataType.Double);
            case (PhysicalType.ByteArray, LogicalTypeEnum.String or LogicalTypeEnum.Enum or LogicalTypeEnum.Json):
                return new BytesLeaf(DataType.String, place, index);
            case (PhysicalType.ByteArray, LogicalTypeEnum.None or LogicalTypeEnum.Undefined or LogicalTypeEnum.Bson):
                return new BytesLeaf(DataType.Binary, place, index);
            case (PhysicalType.Int32, LogicalTypeEnum.Date):
                return AsItIs<int>(DataType.Date);
            case (PhysicalType.Int32, LogicalTypeEnum.None or LogicalTypeEnum.Undefined):
            case (PhysicalType.Int32, LogicalTypeEnum.Int) when ((IntLogicalType)logical).IsSigned:
                return AsItIs<int>(DataType.Int);
            case (PhysicalType.Int64, LogicalTypeEnum.None or LogicalTypeEnum.Undefined):
            case (PhysicalType.Int64, LogicalTypeEnum.Int) when ((IntLogicalType)logical).IsSigned:
                return AsItIs<long>(DataType.Bigint);
            case (PhysicalType.Int64, LogicalTypeEnum.Timestamp):
                return TimeOf(((TimestampLogicalType)logical).TimeUnit);
            case (_, LogicalTypeEnum.Decimal):
                return DecimalOf((DecimalLogicalType)logical);
            default:
                throw Unknown(node, $"{node.PhysicalType}, {logical}");
        }

        FixedLeaf<T, T, StoredAsItIs<T>> AsItIs<T>(DataType type)
            where T : unmanaged => new(type, place, index, default);

        Field TimeOf(ParquetSharp.TimeUnit unit) => unit == ParquetSharp.TimeUnit.Millis
            ? AsItIs<long>(DataType.Timestamp)
            : new FixedLeaf<long, long, StoredTime>(
                DataType.Timestamp, place, index, new(unit == ParquetSharp.TimeUnit.Micros ? 1000 : 1_000_000));

        Field DecimalOf(DecimalLogicalType number)
        {
            if (number.Precision is < 1 or > DataType.DecimalType.MaxPrecision || number.Scale < 0 || number.Scale > number.Precision)
            {
                throw Unknown(node, number.ToString());
            }
            var type = DataType.Decimal(number.Precision, number.Scale);
            var bytes = new StoredBigEndian(node.TypeLength, number.Precision);
            return (node.PhysicalType, number.Precision <= DataType.DecimalType.MaxInt64Precision) switch
            {
                (PhysicalType.Int32, true) => new FixedLeaf<int, long, StoredAsInt32>(type, place, index, default),
                (PhysicalType.Int64, true) => AsItIs<long>(type),
                (PhysicalType.FixedLenByteArray, true) => new FixedLeaf<FixedLenByteArray, long, StoredBigEndian>(
                    type, place, index, bytes),
                (PhysicalType.FixedLenByteArray, _) => new FixedLeaf<FixedLenByteArray, Int128, StoredBigEndian>(
                    type, place, index, bytes),
                (PhysicalType.ByteArray, true) => new FixedLeaf<ByteArray, long, StoredBigEndian>(
                    type, place, index, bytes),
                (PhysicalType.ByteArray, _) => new FixedLeaf<ByteArray, Int128, StoredBigEndian>(
                    type, place, index, bytes),
                _ => throw Unknown(node, $"{node.PhysicalType}, {number}"),
            };
        }
    }

    static Node OnlyField(GroupNode group) => group.FieldCount == 1
        ? group.Field(0)
        : throw Unknown(group, string.Create(CultureInfo.InvariantCulture, $"a list or map of {group.FieldCount} fields"));

    static InvalidDataException Unknown(Node node, string what) =>
        new($"Column '{node.Path.ToDotString()}' is {what}; expected a type of a schema file.");
}
