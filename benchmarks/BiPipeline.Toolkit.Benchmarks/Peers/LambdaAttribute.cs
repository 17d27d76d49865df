using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>An attribute value of a <see cref="LambdaEvent"/>, with one member per tag.</summary>
sealed class LambdaAttribute
{
    [JsonPropertyName("S")]
    public string? Text { get; set; }

    [JsonPropertyName("N")]
    public string? Number { get; set; }

    [JsonPropertyName("B")]
    public byte[]? Binary { get; set; }

    [JsonPropertyName("BOOL")]
    public bool? Flag { get; set; }

    [JsonPropertyName("NULL")]
    public bool? IsNull { get; set; }

    [JsonPropertyName("M")]
    public Dictionary<string, LambdaAttribute>? Map { get; set; }

    [JsonPropertyName("L")]
    public List<LambdaAttribute>? List { get; set; }

    [JsonPropertyName("SS")]
    public List<string>? Texts { get; set; }

    [JsonPropertyName("NS")]
    public List<string>? Numbers { get; set; }

    [JsonPropertyName("BS")]
    public List<byte[]>? Binaries { get; set; }
}
