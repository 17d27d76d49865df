using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>A DynamoDB event as objects, in the form of Amazon.Lambda.DynamoDBEvents.</summary>
sealed class LambdaEvent
{
    [JsonPropertyName("Records")]
    public List<LambdaRecord> Records { get; set; } = [];
}
