using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit;

/// <summary>Reads and writes the JSON of markers.</summary>
[JsonSerializable(typeof(BaselineMarker))]
sealed partial class BaselineMarkerJson : JsonSerializerContext;
