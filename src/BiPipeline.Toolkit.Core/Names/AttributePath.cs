namespace BiPipeline.Toolkit;

/// <summary>
/// The path of an attribute in an item: member names joined by <c>.</c>. Inside a name, a backslash escapes <c>.</c>, <c>[</c>, <c>]</c>
/// and itself. Paths compare by content, case-sensitively, like DynamoDB names.
/// </summary>
public sealed class AttributePath : IEquatable<AttributePath>
{
    readonly string[] _segments;

    AttributePath(string[] segments) => _segments = segments;

    /// <summary>The member names, unescaped, outermost first; at least one.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>Creates a path from unescaped member names.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static AttributePath Of(params IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return segments.Count > 0
            ? new([.. segments])
            : throw new ArgumentException("The path is empty; expected at least one segment.", nameof(segments));
    }

    /// <summary>Parses a path in the form of a schema file.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, has an empty segment, an index, or an invalid escape.
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
                        $"Path '{text}' has an index; expected member names only. Write a bracket inside a name with a \\ before it.");
                case '\\':
                    if (i + 1 >= text.Length || text[i + 1] is not ('.' or '[' or ']' or '\\'))
                    {
                        throw new FormatException($"Path '{text}' has an invalid escape; expected \\., \\[, \\] or \\\\.");
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
            if (segment.Length == 0) { throw new FormatException($"Path '{text}' has an empty segment; expected a member name."); }
            segments.Add(segment.ToString());
            segment.Clear();
        }
    }

    /// <summary>Writes a backslash before each <c>.</c>, <c>[</c>, <c>]</c> and backslash of a member name.</summary>
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

    /// <summary>Whether this path is <paramref name="other"/> or contains it.</summary>
    public bool IsPrefixOf(AttributePath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._segments.AsSpan().StartsWith(_segments);
    }

    /// <summary>Returns this path with one more member name at its end.</summary>
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

    /// <summary>Returns the escaped path, which <see cref="Parse"/> accepts.</summary>
    public override string ToString() => string.Join('.', _segments.Select(Escape));
}
