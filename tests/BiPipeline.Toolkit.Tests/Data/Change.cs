using System.Text;

namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>A change of an order, and its stream record.</summary>
/// <param name="Id">The order's key; the event's id is this and the sequence number.</param>
/// <param name="Sequence">The stream's sequence number; empty for none.</param>
sealed record Change(string Id, string Sequence)
{
    internal const string Arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    internal static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal string Op { get; init; } = "INSERT";

    /// <summary>Number of days after <see cref="Begin"/>.</summary>
    internal int Day { get; init; }

    internal int Lines { get; init; }

    /// <summary>Whether the record has no keys, so that it goes to quarantine.</summary>
    internal bool Poison { get; init; }

    internal string Text { get; init; } = "x";

    internal string StreamArn { get; init; } = Arn;

    internal string EventId => $"e-{Id}-{Sequence}";

    internal string Json
    {
        get
        {
            var lines = string.Join(',', Enumerable.Range(0, Lines).Select(i => $$$$"""{"M":{"sku":{"S":"s{{{{i}}}}"}}}"""));
            var image = $$$"""{"id":{"S":"{{{Id}}}"},"amount":{"N":"{{{Sequence}}}"},"text":{"S":"{{{Text}}}"},"lines":{"L":[{{{lines}}}]}}""";
            var images = Op == "REMOVE" ? $"\"OldImage\":{image}" : $"\"NewImage\":{image}";
            var keys = Poison ? "" : $$$"""
                "Keys":{"id":{"S":"{{{Id}}}"}},
                """;
            var time = Begin.AddDays(Day).ToUnixTimeSeconds();
            var sequence = Sequence.Length == 0 ? "" : $",\"SequenceNumber\":\"{Sequence}\"";
            return $$$"""{"eventID":"{{{EventId}}}","eventName":"{{{Op}}}","eventVersion":"1.1","eventSource":"aws:dynamodb","dynamodb":{"ApproximateCreationDateTime":{{{time}}},{{{keys}}}{{{images}}}{{{sequence}}}},"eventSourceARN":"{{{StreamArn}}}"}""";
        }
    }

    /// <summary>Returns the Lambda event of these changes.</summary>
    internal static byte[] Event(params IEnumerable<Change> changes) =>
        Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', changes.Select(change => change.Json))}}]}""");

    /// <summary>Returns JSON lines of these changes.</summary>
    internal static byte[] LinesOf(IEnumerable<Change> changes) => Encoding.UTF8.GetBytes(string.Concat(changes.Select(change => change.Json + "\n")));
}
