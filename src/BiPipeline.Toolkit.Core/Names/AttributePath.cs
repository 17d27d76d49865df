namespace BiPipeline.Toolkit;

/// <summary>
/// Where an attribute stands in an item: member names joined by <c>.</c>; inside a name <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c>
/// are written with a <c>\</c> before them. Paths compare by content, case-sensitively, as DynamoDB names do.
/// </summary>
public sealed class AttributePath : IEquatable<AttributePath>
{
    readonly string[] _segments;

    AttributePath(string[] segments) => _segments = segments;

    /// <summary>The member names, unescaped, outermost first; at least one.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>A path of these unescaped member names.</summary>
    /// <exception cref="ArgumentException">There is no segment.</exception>
    public static AttributePath Of(params IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return segments.Count > 0
            ? new([.. segments])
            : throw new ArgumentException("A path needs at least one segment.", nameof(segments));
    }

    /// <summary>Reads a path as a schema file has it.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, has an empty segment, an index, or a <c>\</c> before another character.
    /// </exception>
    public static AttributePath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> segments = [];
        var segment = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '.':
                    AddSegment();
                    break;
                case '[' or ']':
                    throw new FormatException(
                        $"Path '{text}' holds an index; schema paths have none (a bracket inside a name is written with a \\ before it).");
                case '\\':
                    if (i + 1 >= text.Length || text[i + 1] is not ('.' or '[' or ']' or '\\'))
                    {
                        throw new FormatException($"Path '{text}' has a \\ that stands before none of . [ ] \\.");
                    }
                    segment.Append(text[++i]);
                    break;
                default:
                    segment.Append(text[i]);
                    break;
            }
        }
        AddSegment();
        return new([.. segments]);

        void AddSegment()
        {
            if (segment.Length == 0) { throw new FormatException($"Path '{text}' has an empty segment."); }
            segments.Add(segment.ToString());
            segment.Clear();
        }
    }

    /// <summary>A member name with <c>\</c> before each <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c>.</summary>
    public static string Escape(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment.AsSpan().IndexOfAny(@".[]\") < 0) { return segment; }

        var escaped = new StringBuilder(segment.Length + 4);
        foreach (var character in segment)
        {
            if (character is '.' or '[' or ']' or '\\') { escaped.Append('\\'); }
            escaped.Append(character);
        }
        return escaped.ToString();
    }

    /// <summary>True when this path is <paramref name="other"/> or stands above it.</summary>
    public bool IsPrefixOf(AttributePath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._segments.AsSpan().StartsWith(_segments);
    }

    /// <summary>This path with one more member name at its end.</summary>
    public AttributePath Append(string segment) => new([.. _segments, segment]);

    /// <inheritdoc/>
    public bool Equals(AttributePath? other) => other is not null && _segments.AsSpan().SequenceEqual(other._segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributePath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var segment in _segments) { hash.Add(segment, StringComparer.Ordinal); }
        return hash.ToHashCode();
    }

    /// <summary>The path, escaped: <see cref="Parse"/> gives it back.</summary>
    public override string ToString() => string.Join('.', _segments.Select(Escape));
}
