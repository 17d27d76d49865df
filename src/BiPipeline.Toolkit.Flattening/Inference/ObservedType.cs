namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// What was seen at one place of the items. Observed types form a join semilattice: <see cref="Merge"/> is commutative, associative and
/// idempotent, so that any order and any split of the records end at the same type.
/// </summary>
/// <param name="maxMembers">Distinct keys beyond which a map is no struct.</param>
/// <param name="maxInnerMembers">The same for the members inside.</param>
sealed class ObservedType(int maxMembers, int maxInnerMembers)
{
    Dictionary<byte[], ObservedType>? _members;
    ObservedType? _element;
    ObservedType? _mapValue;

    internal ValueKinds Kinds { get; private set; }

    /// <summary>The most digits before and behind the point, once trailing zeros are gone.</summary>
    internal int WholeDigits { get; private set; }

    internal int Scale { get; private set; }

    internal bool HasLongNumbers { get; private set; }

    internal bool HasWideIntegers { get; private set; }

    /// <summary>Some text is no date, some no timestamp; both false before any text.</summary>
    internal bool HasNonDates { get; private set; }

    internal bool HasNonTimestamps { get; private set; }

    /// <summary>The type of list elements; null when none was seen.</summary>
    internal ObservedType? Element => _element;

    /// <summary>The type of all values, once a map has more distinct keys than a struct may have members; null before.</summary>
    internal ObservedType? MapValue => _mapValue;

    /// <summary>Members by name, sorted by their UTF-8 bytes.</summary>
    internal IEnumerable<(string Name, ObservedType Type)> Members =>
        (_members ?? []).OrderBy(member => member.Key, Utf8NameComparer.Instance)
            .Select(member => (Encoding.UTF8.GetString(member.Key), member.Value));

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

    internal ObservedType ForElement() => _element ??= new ObservedType(maxInnerMembers, maxInnerMembers);

    internal ObservedType ForMember(ReadOnlySpan<byte> name)
    {
        if (_mapValue is not null) { return _mapValue; }
        _members ??= new(Utf8NameComparer.Instance);
        var lookup = _members.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(name, out var seen)) { return seen; }
        lookup[name] = seen = new ObservedType(maxInnerMembers, maxInnerMembers);
        return Collapse() ?? seen;
    }

    /// <summary>Adds what was seen elsewhere at the same place.</summary>
    internal void Merge(ObservedType other)
    {
        Kinds |= other.Kinds;
        WholeDigits = Math.Max(WholeDigits, other.WholeDigits);
        Scale = Math.Max(Scale, other.Scale);
        HasLongNumbers |= other.HasLongNumbers;
        HasWideIntegers |= other.HasWideIntegers;
        HasNonDates |= other.HasNonDates;
        HasNonTimestamps |= other.HasNonTimestamps;
        if (other._element is not null) { ForElement().Merge(other._element); }
        if (other._mapValue is not null) { CollapseNow().Merge(other._mapValue); }
        foreach (var (name, seen) in other._members ?? []) { ForMember(name).Merge(seen); }
    }

    // Too many distinct keys make a map: from then on only the values' common type is kept.
    ObservedType? Collapse() => _members!.Count > maxMembers ? CollapseNow() : null;

    ObservedType CollapseNow()
    {
        if (_mapValue is null)
        {
            _mapValue = new ObservedType(maxInnerMembers, maxInnerMembers);
            foreach (var seen in (_members ?? []).Values) { _mapValue.Merge(seen); }
            _members = null;
        }
        return _mapValue;
    }
}
