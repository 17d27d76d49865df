using System.Text.Json;

namespace OrdersPipeline.Data;

/// <summary>The sample's orders and their changes: <c>sample_dataset.json</c> and <c>change_script.json</c>.</summary>
/// <param name="Items">The orders as they were placed, oldest first.</param>
/// <param name="Changes">Later writes, oldest first.</param>
sealed record OrderScript(IReadOnlyList<OrderItem> Items, IReadOnlyList<OrderChange> Changes)
{
    internal const string DatasetName = "sample_dataset.json";

    internal const string ChangesName = "change_script.json";

    /// <summary>Reads both files of the folder.</summary>
    /// <exception cref="InvalidDataException">A file is invalid; the message has its name and the position.</exception>
    internal static OrderScript Load(string folder) => new(
        [.. Elements(Path.Combine(folder, DatasetName), "items", OrderItem.From)],
        [.. Elements(Path.Combine(folder, ChangesName), "changes", Change)]);

    static List<T> Elements<T>(string path, string member, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            // Cloned, because the elements live longer than the document.
            return [.. document.RootElement.Clone().GetProperty(member).EnumerateArray().Select(read)];
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is not a sample file with '{member}': {exception.Message}", exception);
        }
    }

    static OrderChange Change(JsonElement element) => new(
        element.GetProperty("at").GetDateTimeOffset(),
        element.GetProperty("orderId").GetString()!,
        Enum.Parse<OrderChangeAction>(element.GetProperty("action").GetString()!, ignoreCase: true),
        element.GetProperty("why").GetString()!,
        element.TryGetProperty("set", out var set)
            ? [.. set.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value))]
            : [],
        element.TryGetProperty("remove", out var remove) ? [.. remove.EnumerateArray().Select(one => one.GetString()!)] : [],
        element.TryGetProperty("item", out var item) ? OrderItem.From(item) : null);
}
