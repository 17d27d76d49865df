using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>Source-generated metadata, the faster of the two modes of Lambda's serializers.</summary>
[JsonSerializable(typeof(LambdaEvent))]
sealed partial class LambdaJson : JsonSerializerContext;
