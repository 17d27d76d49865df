using System.Security.Cryptography;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The content of a load: items first, then changes; those of one item in order.</summary>
/// <param name="Items">Items in DynamoDB JSON, <c>{"orderId":{"S":"…"},…}</c>.</param>
/// <param name="Changes">Writes after the items.</param>
sealed record TableLoad(IReadOnlyList<JsonElement> Items, IReadOnlyList<ItemChange> Changes)
{
    /// <summary>A hash of the whole load in 64 hex digits. A <see cref="LoadJournal"/> belongs to one load.</summary>
    internal string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var item in Items) { Append(hash, item.GetRawText()); }
            foreach (var change in Changes)
            {
                Append(hash, change.Kind.ToString());
                Append(hash, change.Key.GetRawText());
                if (change.Item.ValueKind != JsonValueKind.Undefined) { Append(hash, change.Item.GetRawText()); }
                foreach (var (name, value) in change.Set) { Append(hash, $"{name}={value.GetRawText()}"); }
                foreach (var name in change.Remove) { Append(hash, name); }
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData("\n"u8);
    }
}
