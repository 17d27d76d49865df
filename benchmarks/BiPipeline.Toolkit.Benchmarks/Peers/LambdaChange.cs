using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>The change in one record of a <see cref="LambdaEvent"/>.</summary>
sealed class LambdaChange
{
    [JsonPropertyName("ApproximateCreationDateTime")]
    public double ApproximateCreationDateTime { get; set; }

    [JsonPropertyName("Keys")]
    public Dictionary<string, LambdaAttribute>? Keys { get; set; }

    [JsonPropertyName("NewImage")]
    public Dictionary<string, LambdaAttribute>? NewImage { get; set; }

    [JsonPropertyName("OldImage")]
    public Dictionary<string, LambdaAttribute>? OldImage { get; set; }

    [JsonPropertyName("SequenceNumber")]
    public string? SequenceNumber { get; set; }

    [JsonPropertyName("SizeBytes")]
    public long SizeBytes { get; set; }

    [JsonPropertyName("StreamViewType")]
    public string? StreamViewType { get; set; }
}
