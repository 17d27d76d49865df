namespace OrdersPipeline.Events;

/// <summary>The origin of the records.</summary>
sealed record StreamIdentity
{
    /// <summary>The sample's identity, with a documentation account that belongs to no reader.</summary>
    internal static StreamIdentity Sample { get; } = new();

    internal string Region { get; init; } = "eu-central-1";

    internal string Account { get; init; } = "123456789012";

    internal string Table { get; init; } = "orders";

    /// <summary>Time at which the stream was enabled.</summary>
    internal string Label { get; init; } = "2025-08-31T09:30:00.000";

    internal string Arn => $"arn:aws:dynamodb:{Region}:{Account}:table/{Table}/stream/{Label}";
}
