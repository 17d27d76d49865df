using System.Text;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>A column chunk in the footer and the page indexes.</summary>
public sealed class ChunkStructure(JsonNode chunk, JsonNode pages)
{
    public JsonNode Chunk => chunk;

    public JsonNode Metadata => chunk["field_3"]!;

    public string Path => string.Join('.', Metadata["field_3"]!.AsArray().Select(segment => Text(segment!)));

    public IReadOnlyList<long> Encodings => [.. Metadata["field_2"]!.AsArray().Select(FileStructure.Number)];

    /// <summary>Null when the chunk has none.</summary>
    public JsonNode? ColumnIndex => pages["columns"];

    public IReadOnlyList<JsonNode> OffsetIndex => [.. pages["offsets"]!.AsArray().Select(location => location!)];

    /// <summary>Pages, the dictionary's first: header, offset, body, crc.</summary>
    public IReadOnlyList<JsonNode> Pages => [.. pages["pages"]!.AsArray().Select(page => page!)];

    // The Thrift reader returns bytes in hexadecimal.
    static string Text(JsonNode bytes) => Encoding.UTF8.GetString(Convert.FromHexString(bytes.GetValue<string>()));
}
