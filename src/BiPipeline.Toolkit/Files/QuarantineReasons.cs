using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>How many records are in quarantine for which reason; where in a record it was found is left out.</summary>
sealed class QuarantineReasons
{
    const string Place = " (byte ";

    readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Records by reason, the most frequent first.</summary>
    internal IReadOnlyDictionary<string, long> Counts => _counts.OrderByDescending(pair => pair.Value)
        .ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Counts the lines of records before a limit.</summary>
    internal void Add(RecordLines quarantine, long beforeRecord = long.MaxValue)
    {
        for (var i = 0; i < quarantine.Count && quarantine.Records[i] < beforeRecord; i++) { Add(quarantine.Line(i)); }
    }

    /// <summary>Counts a line of a quarantine object.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        var reason = ReasonOf(line);
        _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
    }

    // A line begins with its reason.
    static string ReasonOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        json.Read();
        json.Read();
        var text = json.GetString()!;
        return text.LastIndexOf(Place, StringComparison.Ordinal) is var place and > 0 ? text[..place] : text;
    }
}
