using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>JSON of the values that functions quote.</summary>
[JsonSerializable(typeof(string))]
sealed partial class FunctionJson : JsonSerializerContext;
