namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>One write after the items of a load. Values are DynamoDB JSON, as the table stores them.</summary>
public sealed record ItemChange
{
    ItemChange(Write kind, JsonElement key) => (Kind, Key) = (kind, key);

    internal Write Kind { get; }

    /// <summary>The item's key attributes.</summary>
    public JsonElement Key { get; }

    /// <summary>The whole item of a put; undefined otherwise.</summary>
    public JsonElement Item { get; private init; }

    /// <summary>Top-level attributes that an update sets.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Set { get; private init; } = [];

    /// <summary>Top-level attributes that an update removes.</summary>
    public IReadOnlyList<string> Remove { get; private init; } = [];

    /// <summary>Writes an item that does not exist.</summary>
    public static ItemChange Put(JsonElement key, JsonElement item) => new(Write.Put, key) { Item = item };

    /// <summary>Sets and removes attributes of an existing item.</summary>
    /// <exception cref="ArgumentException">Both lists are empty.</exception>
    public static ItemChange Update(JsonElement key, IReadOnlyList<KeyValuePair<string, JsonElement>> set, IReadOnlyList<string> remove)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(remove);
        if (set.Count + remove.Count == 0)
        {
            throw new ArgumentException("The update is empty; expected at least one attribute to set or remove.", nameof(set));
        }
        return new(Write.Update, key) { Set = set, Remove = remove };
    }

    /// <summary>Deletes an existing item.</summary>
    public static ItemChange Delete(JsonElement key) => new(Write.Delete, key);

    /// <summary>The kind of write. The names are a part of <see cref="TableLoad.Fingerprint"/>.</summary>
    internal enum Write
    {
        Update = 0,
        Put,
        Delete,
    }
}
