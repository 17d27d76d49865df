using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>One call of a JSON operation: its request, and the writer of the answer's members.</summary>
sealed record JsonCall(LocalAthenaClient Client, JsonElement Request, Utf8JsonWriter Json, CancellationToken Cancellation)
{
    /// <summary>Returns a text of the request; null when it is missing.</summary>
    internal string? Text(string name) => Text(Request, name);

    /// <summary>Returns a text of the request.</summary>
    /// <exception cref="AthenaException">It is missing.</exception>
    internal string Required(string name) =>
        Text(name) ?? throw new AthenaException(RequestError.Invalid, $"{name} is required.");

    /// <summary>Returns a Boolean of the request; null when it is missing.</summary>
    internal bool? Flag(string name) => Object(Request, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
        ? value.GetBoolean()
        : null;

    /// <summary>Returns the texts of a list of the request; empty when it is missing.</summary>
    internal IReadOnlyList<string> Texts(string name) => Texts(Request, name);

    /// <summary>
    /// Writes the entries after the token's one, at most as many as requested, and the token of the next page. The entries are sorted by
    /// their keys' characters.
    /// </summary>
    internal void WritePage<T>(string name, IEnumerable<T> sorted, Func<T, string> key, int maxPage, Action<T> write)
    {
        var most = Object(Request, "MaxResults") is { ValueKind: JsonValueKind.Number } given
            ? Math.Clamp(given.GetInt32(), 1, maxPage)
            : maxPage;
        var after = Text("NextToken");
        var rest = sorted.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(most + 1).ToArray();
        Json.WriteStartArray(name);
        foreach (var item in rest.Take(most)) { write(item); }
        Json.WriteEndArray();
        if (rest.Length > most) { Json.WriteString("NextToken", key(rest[most - 1])); }
    }

    internal static JsonElement Object(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    internal static string? Text(JsonElement json, string name) =>
        Object(json, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    internal static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        Object(json, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    internal void WriteTime(string name, DateTimeOffset time) => Json.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000d);

    internal void WriteMap(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        Json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal)) { Json.WriteString(key, value); }
        Json.WriteEndObject();
    }
}
