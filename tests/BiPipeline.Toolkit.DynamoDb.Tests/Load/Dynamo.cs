using System.Text.Json;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Load;

/// <summary>Items as DynamoDB JSON.</summary>
static class Dynamo
{
    internal static JsonElement Of(string id, string more = "") => Parse($$"""{"id":{"S":"{{id}}"}{{(more.Length > 0 ? "," + more : "")}}}""");

    internal static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    internal static ItemChange Update(string id, int version, string status) => ItemChange.Update(
        Of(id),
        [KeyValuePair.Create("status", Parse($$"""{"S":"{{status}}"}""")), KeyValuePair.Create("version", Parse($$"""{"N":"{{version}}"}"""))],
        []);
}
