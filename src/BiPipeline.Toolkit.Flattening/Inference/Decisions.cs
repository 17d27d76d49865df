namespace BiPipeline.Toolkit.Flattening;

/// <summary>What inference decided, for people: one line per place, in the order of the places.</summary>
sealed class Decisions
{
    const int MaxType = 60;

    readonly SortedDictionary<byte[], string> _lines = new(Utf8NameComparer.Instance);

    /// <summary>The lines.</summary>
    internal IReadOnlyList<string> Lines => [.. _lines.Values];

    /// <summary>Adds what was seen at a place and the type it becomes; a later line of a place replaces the one before.</summary>
    internal void Add(AttributePath path, FormattableString seen, DataType type) =>
        AddLine(path, $"{seen.ToString(CultureInfo.InvariantCulture)} → {Shortened(type)}");

    /// <summary>Adds a line of a place.</summary>
    internal void AddLine(AttributePath path, string line) => _lines[Encoding.UTF8.GetBytes(path.ToString())] = $"{path}: {line}";

    static string Shortened(DataType type)
    {
        var text = type.ToString();
        return text.Length <= MaxType ? text : $"{text.AsSpan(0, MaxType)}…";
    }
}
