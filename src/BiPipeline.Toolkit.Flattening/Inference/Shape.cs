namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// What was seen at one place of the items. Shapes form a join semilattice: <see cref="Join"/> is commutative, associative and idempotent,
/// so that any order and any split of the records end at the same shape.
/// </summary>
/// <param name="maxMembers">Distinct keys beyond which a map is no struct.</param>
/// <param name="maxInnerMembers">The same for the shapes inside.</param>
sealed class Shape(int maxMembers, int maxInnerMembers)
{
    Dictionary<byte[], Shape>? _members;
    Shape? _element;
    Shape? _mapValue;

    internal ValueKinds Kinds { get; private set; }

    /// <summary>The most digits before and behind the point, once trailing zeros are gone.</summary>
    internal int WholeDigits { get; private set; }

    internal int Scale { get; private set; }

    internal bool HasLongNumbers { get; private set; }

    internal bool HasWideIntegers { get; private set; }

    /// <summary>Some text is no date, some no timestamp; both false before any text.</summary>
    internal bool HasNonDates { get; private set; }

    internal bool HasNonTimestamps { get; private set; }

    /// <summary>The shape of list elements; null when none was seen.</summary>
    internal Shape? Element => _element;

    /// <summary>The shape of all values, once a map has more distinct keys than a struct may have members; null before.</summary>
    internal Shape? MapValue => _mapValue;

    /// <summary>Members by name, sorted by their UTF-8 bytes.</summary>
    internal IEnumerable<(string Name, Shape Shape)> Members =>
        (_members ?? []).OrderBy(member => member.Key, Utf8NameComparer.Instance).Select(member => (Encoding.UTF8.GetString(member.Key), member.Value));

    internal int MemberCount => _members?.Count ?? 0;

    internal void AddText(ReadOnlySpan<byte> text)
    {
        Kinds |= ValueKinds.Text;
        HasNonDates = HasNonDates || !IsoTime.TryParseDate(text, out _);
        HasNonTimestamps = HasNonTimestamps || !IsoTime.TryParseTimestamp(text, out _);
    }

    internal void AddNumber(NumberText number)
    {
        Kinds |= ValueKinds.Number;
        if (!number.TryToExact(out var exact))
        {
            HasLongNumbers = true;
            return;
        }
        if (exact.Significand == UInt128.Zero) { return; }
        var digits = exact.Significand.ToString(CultureInfo.InvariantCulture).Length;
        Scale = Math.Max(Scale, -exact.Exponent);
        WholeDigits = Math.Max(WholeDigits, digits + exact.Exponent);
        HasWideIntegers = HasWideIntegers || (exact.Exponent >= 0 && !exact.TryToInt64(out _));
    }

    internal void AddKind(ValueKinds kind) => Kinds |= kind;

    internal Shape ForElement() => _element ??= new Shape(maxInnerMembers, maxInnerMembers);

    internal Shape ForMember(ReadOnlySpan<byte> name)
    {
        if (_mapValue is not null) { return _mapValue; }
        _members ??= new(Utf8NameComparer.Instance);
        var lookup = _members.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(name, out var shape)) { return shape; }
        lookup[name] = shape = new Shape(maxInnerMembers, maxInnerMembers);
        return Collapse() ?? shape;
    }

    /// <summary>Takes in what another shape has seen.</summary>
    internal void Join(Shape other)
    {
        Kinds |= other.Kinds;
        WholeDigits = Math.Max(WholeDigits, other.WholeDigits);
        Scale = Math.Max(Scale, other.Scale);
        HasLongNumbers |= other.HasLongNumbers;
        HasWideIntegers |= other.HasWideIntegers;
        HasNonDates |= other.HasNonDates;
        HasNonTimestamps |= other.HasNonTimestamps;
        if (other._element is not null) { ForElement().Join(other._element); }
        if (other._mapValue is not null) { CollapseNow().Join(other._mapValue); }
        foreach (var (name, shape) in other._members ?? []) { ForMember(name).Join(shape); }
    }

    // Too many distinct keys make a map: from then on only the values' common shape is kept.
    Shape? Collapse() => _members!.Count > maxMembers ? CollapseNow() : null;

    Shape CollapseNow()
    {
        if (_mapValue is null)
        {
            _mapValue = new Shape(maxInnerMembers, maxInnerMembers);
            foreach (var shape in (_members ?? []).Values) { _mapValue.Join(shape); }
            _members = null;
        }
        return _mapValue;
    }
}
