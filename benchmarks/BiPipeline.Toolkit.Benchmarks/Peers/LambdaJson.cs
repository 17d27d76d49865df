using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>Source-generated metadata, the faster of the two ways that Lambda's serializers have.</summary>
[JsonSerializable(typeof(LambdaEvent))]
sealed partial class LambdaJson : JsonSerializerContext;
