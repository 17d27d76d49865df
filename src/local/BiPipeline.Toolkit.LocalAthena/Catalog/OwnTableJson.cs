using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Reads and writes definitions of tables in a state folder.</summary>
[JsonSerializable(typeof(OwnTableDefinition))]
sealed partial class OwnTableJson : JsonSerializerContext;
