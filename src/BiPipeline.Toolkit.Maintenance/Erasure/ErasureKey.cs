namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The key of an item whose data is erased: a value for each key column of its table.</summary>
/// <param name="Values">
/// The values by column name: a string as it is, a number in any notation, binary in Base64. A value that a policy hashes is given in
/// clear or as <c>hmac:</c> and 64 hex digits.
/// </param>
public sealed record ErasureKey(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Parses a key from a line of JSON such as <c>{"customer_id":"c-1","order_id":17}</c>.</summary>
    /// <param name="json">An object with a string or a number for each key column.</param>
    /// <exception cref="FormatException">The text is not such an object. The message has no value.</exception>
    public static ErasureKey Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                values.Add(member.Name, member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString()!,
                    JsonValueKind.Number => member.Value.GetRawText(),
                    _ => throw new FormatException(Problem),
                });
            }
            return values.Count > 0 ? new(values) : throw new FormatException(Problem);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The cause quotes a character or a column at most, and no value.
            throw new FormatException(Problem, exception);
        }
    }

    const string Problem =
        "A line of keys is not an object with a string or a number for each key column; expected {\"column\":\"value\"}.";
}
