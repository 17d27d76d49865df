using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The receipt of a unit of a backfill: what was read, and every object that has it.</summary>
sealed partial record BackfillReceipt : IUnitReceipt<BackfillReceipt>
{
    static readonly ReceiptJson Json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    });

    public required string Export { get; init; }

    public required int Unit { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public DateTimeOffset? WindowStart { get; init; }

    public required IReadOnlyList<string> Tables { get; init; }

    public required IReadOnlyList<ReceiptFile> Files { get; init; }

    public required long Items { get; init; }

    public required long Rows { get; init; }

    public required long ChildRows { get; init; }

    public required long Ignored { get; init; }

    public required long Quarantined { get; init; }

    public required long Rescued { get; init; }

    public required long BytesIn { get; init; }

    public required IReadOnlyDictionary<string, long> Reasons { get; init; }

    public required IReadOnlyList<ReceiptObject> Objects { get; init; }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json.BackfillReceipt), (byte)'\n'];

    public static BackfillReceipt Parse(ReadOnlySpan<byte> json, string key)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.BackfillReceipt) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{key}' is not a receipt of a backfill; expected one. Delete the object and run again.", exception);
        }
    }

    /// <summary>Number of rows of a parent or child table.</summary>
    internal long RowsOf(string table) => Objects.Sum(item =>
        LakeLayout.TryParseKey(item.Key, out var key) && key.Zone == LakeZone.Processed && key.Table == table ? key.Rows : 0);

    [JsonSerializable(typeof(BackfillReceipt))]
    sealed partial class ReceiptJson : JsonSerializerContext;
}
