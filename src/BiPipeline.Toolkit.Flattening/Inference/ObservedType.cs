namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The type of the values at one path of the items. Observed types form a join semilattice: <see cref="Merge"/> is commutative, associative
/// and idempotent, so the result does not depend on the order or the split of the records.
/// </summary>
/// <param name="maxMembers">Largest number of distinct keys in a struct; a map with more stays a map.</param>
/// <param name="maxInnerMembers">The same limit for nested maps.</param>
sealed class ObservedType(int maxMembers, int maxInnerMembers)
{
    Dictionary<byte[], ObservedType>? _members;
    ObservedType? _element;
    ObservedType? _mapValue;

    internal ValueKinds Kinds { get; private set; }

    /// <summary>Largest number of digits before and after the point, without trailing zeros.</summary>
    internal int WholeDigits { get; private set; }

    internal int Scale { get; private set; }

    internal bool HasLongNumbers { get; private set; }

    internal bool HasWideIntegers { get; private set; }

    /// <summary>Whether a text was not a date, and whether one was not a timestamp; both false before the first text.</summary>
    internal bool HasNonDates { get; private set; }

    internal bool HasNonTimestamps { get; private set; }

    /// <summary>The type of list elements; null before the first element.</summary>
    internal ObservedType? Element => _element;

    /// <summary>The type of all values of a map with more distinct keys than a struct may have; null for other maps.</summary>
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

    /// <summary>Merges the type of other values at the same path into this one.</summary>
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

    // Too many distinct keys make a map, of which only the common type of the values is kept.
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
