using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary><c>json_exists</c>, <c>json_value</c> and <c>json_query</c>. A clause has the text that it has in SQL.</summary>
sealed class JsonPathFunctions
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    readonly BoundedCache<(JsonPathNode Node, bool IsStrict)> _paths = new();

    internal bool? Exists(string json, string path, string variables, string onError)
    {
        if (Find(json, path, variables, out var problem) is { } items) { return items.Count > 0; }
        return onError switch
        {
            JsonPathOutcome.Error => throw Failure("JSON_VALUE_RESULT_ERROR", problem),
            "TRUE" => true,
            "FALSE" => false,
            _ => null,
        };
    }

    /// <summary>The outcome, and the text of the value.</summary>
    internal IReadOnlyList<string?> Scalar(string json, string path, string variables, string onEmpty, string onError)
    {
        var items = Find(json, path, variables, out var problem);
        if (items is { Count: 0 })
        {
            return onEmpty == JsonPathOutcome.Error
                ? throw Failure("JSON_VALUE_RESULT_ERROR", "cannot extract a scalar: no items")
                : [JsonPathOutcome.Empty];
        }
        if (items is [var item] && item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return [JsonPathOutcome.Value, JsonText.CastVarcharOf(item)];
        }
        return onError == JsonPathOutcome.Error
            ? throw Failure("JSON_VALUE_RESULT_ERROR", problem ?? "cannot extract a scalar: it finds several items, an object or an array")
            : [JsonPathOutcome.Failed];
    }

    internal string? Query(
        string json,
        string path,
        string variables,
        (string Wrapper, bool OmitsQuotes) shape,
        string onEmpty,
        string onError)
    {
        var items = Find(json, path, variables, out var problem);
        if (items is { Count: 0 }) { return Otherwise(onEmpty, "it finds no items"); }
        if (items is null) { return Otherwise(onError, problem); }
        var isOneDocument = items.Count == 1 && items[0].ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        var isWrapped = shape.Wrapper == "UNCONDITIONAL" || (shape.Wrapper == "CONDITIONAL" && !isOneDocument);
        if (isWrapped) { return $"[{string.Join(',', items.Select(JsonText.WriteOf))}]"; }
        if (items.Count > 1) { return Otherwise(onError, "it finds several items"); }
        return shape.OmitsQuotes && items[0].ValueKind == JsonValueKind.String ? items[0].GetString() : JsonText.WriteOf(items[0]);

        static string? Otherwise(string clause, string? problem) => clause switch
        {
            JsonPathOutcome.Error => throw Failure("JSON_QUERY_RESULT_ERROR", problem),
            "EMPTY ARRAY" => "[]",
            "EMPTY OBJECT" => "{}",
            _ => null,
        };
    }

    List<JsonElement>? Find(string json, string path, string variables, out string? problem)
    {
        problem = null;
        var (node, isStrict) = _paths.Get(path, JsonPathParser.Parse);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            using var passed = JsonDocument.Parse(variables, Options);
            return [.. new JsonPathRun(document.RootElement, passed.RootElement, isStrict).Items(node).Select(item => item.Clone())];
        }
        catch (JsonException)
        {
            problem = "the input is not JSON";
        }
        catch (JsonPathException exception)
        {
            problem = exception.Message;
        }
        return null;
    }

    static LocalAthenaQueryException Failure(string code, string? problem) => new(code, $"The JSON path fails: {problem}");
}
