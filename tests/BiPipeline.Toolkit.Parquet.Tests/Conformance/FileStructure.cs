using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>A file's Thrift structures by the field numbers of parquet.thrift.</summary>
public sealed class FileStructure(JsonObject root)
{
    public JsonNode Footer => root["footer"]!;

    /// <summary>Row groups, in order.</summary>
    public IReadOnlyList<JsonNode> Groups => [.. Footer["field_4"]!.AsArray().Select(group => group!)];

    /// <summary>Column chunks of all row groups, in order.</summary>
    public IReadOnlyList<ChunkStructure> Chunks =>
        [.. Groups.SelectMany(group => group["field_1"]!.AsArray()).Zip(root["chunks"]!.AsArray(), (chunk, pages) => new ChunkStructure(chunk!, pages!))];

    public static long Number(JsonNode? node) => long.Parse(node!.ToString(), CultureInfo.InvariantCulture);
}
