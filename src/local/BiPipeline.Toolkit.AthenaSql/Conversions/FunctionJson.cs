using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>Writes JSON of values for functions.</summary>
[JsonSerializable(typeof(string))]
sealed partial class FunctionJson : JsonSerializerContext;
