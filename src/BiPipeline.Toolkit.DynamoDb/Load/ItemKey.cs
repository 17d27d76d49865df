namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>An item's key as text, which identifies the item.</summary>
static class ItemKey
{
    /// <summary>Returns the key attributes' JSON.</summary>
    /// <exception cref="FormatException">The item lacks a key attribute.</exception>
    internal static string Text(JsonElement item, IReadOnlyList<string> keyAttributes) =>
        string.Join('\n', keyAttributes.Select(name => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value)
            ? value.GetRawText()
            : throw new FormatException($"An item or change has no key attribute '{name}'; expected one.")));
}
