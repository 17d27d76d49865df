using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The receipt of a unit of a rebuild: what was read, and every object that has it.</summary>
sealed partial record RebuildReceipt : IUnitReceipt<RebuildReceipt>
{
    static readonly RebuildReceiptJson Json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    });

    public required string Unit { get; init; }

    public required int RawObjects { get; init; }

    public required long Records { get; init; }

    public required long Rows { get; init; }

    public required long ChildRows { get; init; }

    public required long Ignored { get; init; }

    public required long Quarantined { get; init; }

    public required long Rescued { get; init; }

    public required long BytesIn { get; init; }

    public required IReadOnlyDictionary<string, long> Reasons { get; init; }

    public required IReadOnlyList<ReceiptObject> Objects { get; init; }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json.RebuildReceipt), (byte)'\n'];

    public static RebuildReceipt Parse(ReadOnlySpan<byte> json, string key)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.RebuildReceipt) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{key}' is not a receipt of a rebuild; expected one. Delete the object and run again.", exception);
        }
    }

    [JsonSerializable(typeof(RebuildReceipt))]
    sealed partial class RebuildReceiptJson : JsonSerializerContext;
}
