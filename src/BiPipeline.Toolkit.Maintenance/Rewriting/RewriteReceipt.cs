using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The receipt of a rewritten unit: its outputs have every row of its inputs that was not left out. It is put after the outputs, never
/// changes, and is deleted after its inputs. So an object that a receipt names as an input is about to be deleted.
/// </summary>
sealed partial record RewriteReceipt
{
    static readonly RewriteJson Json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    /// <summary>The work that rewrote, such as <c>compact</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The objects to delete, sorted.</summary>
    public required IReadOnlyList<ReceiptObject> Inputs { get; init; }

    /// <summary>The objects that replace them, sorted. Some may have been among the unit's objects: they stay.</summary>
    public required IReadOnlyList<ReceiptObject> Outputs { get; init; }

    /// <summary>Number of rows or lines that were read.</summary>
    public required long Rows { get; init; }

    /// <summary>Number of rows that were equal to one before.</summary>
    public required long Repeated { get; init; }

    /// <summary>Number of rows that the filter left out.</summary>
    public required long LeftOut { get; init; }

    internal byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json.RewriteReceipt), (byte)'\n'];

    /// <summary>Returns the receipt's key. Equal receipts have one.</summary>
    internal string GetKey()
    {
        var first = (Inputs.Count > 0 ? Inputs : Outputs)[0].Key;
        var table = LakeLayout.TryParseKey(first, out var key) ? key.Table : "";
        var hash = Convert.ToHexStringLower(SHA256.HashData(ToBytes()).AsSpan(0, LakeLayout.HashDigits / 2));
        return $"{LakeLayout.RewritePrefix(Verb)}{table}/{hash}.json";
    }

    /// <summary>Parses a receipt.</summary>
    /// <exception cref="InvalidDataException">The object is not a receipt.</exception>
    internal static RewriteReceipt Parse(ReadOnlySpan<byte> json, string key)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.RewriteReceipt) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{key}' is not the receipt of a rewrite; expected one. Delete the object: its inputs and outputs stay.", exception);
        }
    }

    [JsonSerializable(typeof(RewriteReceipt))]
    sealed partial class RewriteJson : JsonSerializerContext;
}
