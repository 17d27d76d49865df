using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>A request to AWS as IAM sees it.</summary>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Resources">What it touches, in the tests' deployment; the action must be allowed on each.</param>
/// <param name="IfNoneMatch">The header of that name; null when it has none.</param>
sealed record RecordedCall(string Action, IReadOnlyList<string> Resources, string? IfNoneMatch)
{
    const string Glue = "arn:aws:glue:eu-west-1:123456789012:";

    /// <summary>Reads a request of S3's REST protocol or of a JSON protocol.</summary>
    /// <exception cref="NotSupportedException">The request is of a kind that no test of the sample makes.</exception>
    internal static RecordedCall From(string method, string path, string query, string? target, string? ifNoneMatch, byte[] body)
    {
        if (target is null) { return S3(method, path.TrimStart('/').Split('/', 2), query, ifNoneMatch); }
        var request = JsonNode.Parse(body)!;
        var operation = target.Split('.')[1];
        return target.Split('.')[0] switch
        {
            // Later calls name the query only, which stays in the workgroup that it was started in.
            "AmazonAthena" => new($"athena:{operation}", [$"arn:aws:athena:eu-west-1:123456789012:workgroup/{(operation == "StartQueryExecution" ? request["WorkGroup"] ?? "primary" : "orders-pipeline")}"], null),
            "AWSGlue" => new($"glue:{operation}", GlueResources(operation, request), null),
            "DynamoDB_20120810" => new($"dynamodb:{operation}", [.. Tables(request).Select(table => $"arn:aws:dynamodb:eu-west-1:123456789012:table/{table}")], null),
            _ => throw new NotSupportedException($"Target '{target}' is not known here."),
        };
    }

    static RecordedCall S3(string method, string[] bucketAndKey, string query, string? ifNoneMatch)
    {
        var key = bucketAndKey.Length > 1 ? Uri.UnescapeDataString(bucketAndKey[1]) : "";
        return (method, key.Length > 0) switch
        {
            ("PUT", true) when query.Length == 0 || query == "?x-id=PutObject" => new("s3:PutObject", [$"arn:aws:s3:::{bucketAndKey[0]}/{key}"], ifNoneMatch),
            ("GET", true) when query.Length == 0 || query == "?x-id=GetObject" => new("s3:GetObject", [$"arn:aws:s3:::{bucketAndKey[0]}/{key}"], null),
            ("GET", false) when query.Contains("list-type=2", StringComparison.Ordinal) => new("s3:ListBucket", [$"arn:aws:s3:::{bucketAndKey[0]}"], null),
            _ => throw new NotSupportedException($"{method} {query} of S3 is not known here."),
        };
    }

    // A batch names its tables as members.
    static IEnumerable<string> Tables(JsonNode request) =>
        request["RequestItems"] is JsonObject batch ? batch.Select(table => table.Key) : [request["TableName"]!.GetValue<string>()];

    // Glue decides on the table and everything above it (Glue developer guide, "Specifying AWS Glue resource ARNs").
    static string[] GlueResources(string operation, JsonNode request)
    {
        if (operation == "GetDatabase") { return [$"{Glue}catalog", $"{Glue}database/{request["Name"]}"]; }
        var database = request["DatabaseName"]!.GetValue<string>();
        var table = operation == "GetTables" ? "*" : (request["Name"] ?? request["TableInput"]!["Name"])!.GetValue<string>();
        return [$"{Glue}catalog", $"{Glue}database/{database}", $"{Glue}table/{database}/{table}"];
    }
}
