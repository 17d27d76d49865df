namespace OrdersPipeline.Events;

/// <summary>Where the records say they come from.</summary>
sealed record StreamIdentity
{
    /// <summary>The sample's own: a documentation account, never one of a reader.</summary>
    internal static StreamIdentity Sample { get; } = new();

    internal string Region { get; init; } = "eu-central-1";

    internal string Account { get; init; } = "123456789012";

    internal string Table { get; init; } = "orders";

    /// <summary>When the stream was enabled.</summary>
    internal string Label { get; init; } = "2025-08-31T09:30:00.000";

    internal string Arn => $"arn:aws:dynamodb:{Region}:{Account}:table/{Table}/stream/{Label}";
}
