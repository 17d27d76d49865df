namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a scan's result has said so far.</summary>
struct ScanResult
{
    internal ScanMember Name { get; set; }

    internal bool HasItems { get; private set; }

    internal bool HasMore { get; private set; }

    internal long? Count { get; private set; }

    internal long? ScannedCount { get; private set; }

    /// <summary>Takes the value of the current member.</summary>
    internal void Take(ref Utf8JsonReader json)
    {
        switch (Name)
        {
            case ScanMember.Items when json.TokenType == JsonTokenType.StartArray:
                HasItems = true;
                break;
            case ScanMember.Count when json.TokenType == JsonTokenType.Number:
                Count = json.GetInt64();
                break;
            case ScanMember.ScannedCount when json.TokenType == JsonTokenType.Number:
                ScannedCount = json.GetInt64();
                break;
            case ScanMember.More when json.TokenType != JsonTokenType.Null:
                HasMore = true;
                break;
            default:
                break;
        }
    }
}
