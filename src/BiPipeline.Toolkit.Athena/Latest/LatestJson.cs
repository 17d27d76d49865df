using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Athena;

/// <summary>The JSON of receipts and leases.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LatestReceipt))]
[JsonSerializable(typeof(LatestClaim))]
sealed partial class LatestJson : JsonSerializerContext;
