using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Computes digests of items for a comparison of a stream with an export. An export may have the attributes of a map in another order than
/// the stream, so the order of map entries, and of members in text that is a JSON object, does not count. One thread at a time.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="hashKey">The secret key of digests that name keys in reports; empty for none.</param>
sealed class ItemDigest(LakeTable table, ReadOnlyMemory<byte> hashKey)
{
    readonly RowDigest _digest = new();
    readonly bool[] _isKey = [.. table.Columns.Select(column => table.KeyNames.Contains(column.Name, StringComparer.Ordinal))];
    readonly int _own = table.Columns.Count - EnvelopeColumns.All.Count;

    /// <summary>
    /// Returns the digest of a row's key. With a secret key, the first 16 bytes of the HMAC-SHA-256 of the key's text; a key that a policy
    /// has hashed already keeps that hash.
    /// </summary>
    internal UInt128 KeyOf(ColumnBatch rows, int row)
    {
        Column[] keys = [.. rows.Columns.Where((_, i) => _isKey[i])];
        if (hashKey.IsEmpty) { return _digest.Of(keys, row); }
        var text = string.Join(',', keys.Select(key => TextOf(key, row)));
        var hash = text.StartsWith("hmac:", StringComparison.Ordinal) && text.Length == 69
            ? Convert.FromHexString(text.AsSpan(5))
            : HMACSHA256.HashData(hashKey.Span, Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Returns the digest of a row's own values.</summary>
    internal UInt128 ValuesOf(ColumnBatch rows, int row)
    {
        var sum = UInt128.Zero;
        for (var i = 0; i < _own; i++)
        {
            // The position makes equal values of two columns differ.
            sum = unchecked(sum + (ValueOf(rows.Columns[i], row) * (UInt128)((2 * i) + 1)));
        }
        return sum;
    }

    UInt128 ValueOf(Column column, int row)
    {
        if (column.Validity[row] == 0) { return UInt128.Zero; }
        switch (column)
        {
            case BytesColumn { Type: DataType.StringType } text when text[row] is [(byte)'{' or (byte)'[', ..]:
                return XxHash128.HashToUInt128(Sorted(text[row]));
            case MapColumn map:
                var entries = UInt128.One;
                for (var i = map.Offsets[row]; i < map.Offsets[row + 1]; i++)
                {
                    entries = unchecked(entries + Mix(XxHash128.HashToUInt128(map.Keys[i]), ValueOf(map.Values, i)));
                }
                return entries;
            case StructColumn fields:
                return fields.Fields.Aggregate(UInt128.One, (hash, field) => Mix(hash, ValueOf(field, row)));
            case ListColumn list:
                var items = UInt128.One;
                for (var i = list.Offsets[row]; i < list.Offsets[row + 1]; i++) { items = Mix(items, ValueOf(list.Element, i)); }
                return items;
            default:
                return _digest.Of([column], row);
        }
    }

    static UInt128 Mix(UInt128 a, UInt128 b)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, a);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[16..], b);
        return XxHash128.HashToUInt128(bytes);
    }

    // Text that is not JSON stays as it is.
    static byte[] Sorted(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed != text.Length) { return text.ToArray(); }
            var output = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(output)) { Write(json, document.RootElement); }
            return output.WrittenSpan.ToArray();
        }
        catch (JsonException)
        {
            return text.ToArray();
        }
    }

    static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray()) { Write(json, item); }
                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    static string TextOf(Column column, int row) => column switch
    {
        BytesColumn { Type: DataType.StringType } text => Encoding.UTF8.GetString(text[row]),
        BytesColumn bytes => Convert.ToBase64String(bytes[row]),
        FixedColumn<int> numbers => numbers.Values[row].ToString(CultureInfo.InvariantCulture),
        FixedColumn<long> { Type: DataType.DecimalType { Scale: 0 } or DataType.BigintType } numbers =>
            numbers.Values[row].ToString(CultureInfo.InvariantCulture),
        FixedColumn<long> { Type: DataType.DecimalType type } numbers => Plain(numbers.Values[row], type.Scale),
        FixedColumn<Int128> { Type: DataType.DecimalType type } numbers => Plain(numbers.Values[row], type.Scale),
        _ => throw new NotSupportedException($"Type {column.Type} can't be a key."),
    };

    // As DynamoDB sends numbers: without trailing zeros.
    static string Plain(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var fraction = digits[^scale..].TrimEnd('0');
        return (unscaled < 0 ? "-" : "") + digits[..^scale] + (fraction.Length > 0 ? "." + fraction : "");
    }
}
