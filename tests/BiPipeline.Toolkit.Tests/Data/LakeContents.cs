using System.IO.Compression;
using System.Text;

namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>The content of a lake by event, read from objects that <see cref="TextFormat"/> wrote.</summary>
sealed class LakeContents
{
    internal HashSet<string> Raw { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Quarantined { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>Child rows: event id and position.</summary>
    internal HashSet<string> ChildRows { get; } = new(StringComparer.Ordinal);

    internal static LakeContents Of(InMemoryObjectStore store)
    {
        var contents = new LakeContents();
        foreach (var key in store.Keys)
        {
            var lines = key.EndsWith(".gz", StringComparison.Ordinal) ? Unzip(store[key]).Split('\n') : Encoding.UTF8.GetString(store[key].Span).Split('\n');
            foreach (var line in lines) { contents.Add(key, line); }
        }
        return contents;
    }

    /// <summary>Whether every required part of a change is stored.</summary>
    internal bool Has(Change change) =>
        Raw.Contains(change.EventId)
        && (change.Poison ? Quarantined.Contains(change.EventId) : Rows.Contains(change.EventId))
        && (change.Poison || Enumerable.Range(0, change.Lines).All(i => ChildRows.Contains($"{change.EventId} {i}")));

    void Add(string key, string line)
    {
        if (key.StartsWith("raw/", StringComparison.Ordinal)) { AddEventId(line, Raw); }
        else if (key.StartsWith("quarantine/", StringComparison.Ordinal)) { AddEventId(line, Quarantined); }
        else if (line.Contains('|'))
        {
            var cells = line.Split('|');
            var eventId = cells.First(cell => cell.StartsWith("e-", StringComparison.Ordinal));
            if (key.StartsWith("processed/orders/", StringComparison.Ordinal)) { Rows.Add(eventId); }
            else { ChildRows.Add($"{eventId} {cells[1]}"); }
        }
    }

    /// <summary>Returns the text of a gzip object.</summary>
    internal static string Unzip(ReadOnlyMemory<byte> bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    /// <summary>Adds the event id of a raw or quarantine line, if it has one.</summary>
    internal static void AddEventId(string line, HashSet<string> ids)
    {
        const string member = "\"eventID\":\"";
        var start = line.IndexOf(member, StringComparison.Ordinal) + member.Length;
        if (start >= member.Length) { ids.Add(line[start..line.IndexOf('"', start)]); }
    }
}
