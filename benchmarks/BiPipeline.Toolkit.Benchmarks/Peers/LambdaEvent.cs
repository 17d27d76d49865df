using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>A DynamoDB event as objects, shaped as Amazon.Lambda.DynamoDBEvents has it.</summary>
sealed class LambdaEvent
{
    [JsonPropertyName("Records")]
    public List<LambdaRecord> Records { get; set; } = [];
}
