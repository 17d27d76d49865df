using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// What was seen at one place of the items. <see cref="Merge"/> is commutative and associative, and counts only add up, so that any order
/// and any split of the records give the same type.
/// </summary>
/// <param name="maxMembers">Distinct keys beyond which a map is not a struct.</param>
/// <param name="maxInnerMembers">The same for the members inside.</param>
sealed partial class ObservedType(int maxMembers, int maxInnerMembers)
{
    KindCounts _counts;
    ObservedNumbers _numbers = new();
    ObservedTexts _texts = new();
    Dictionary<byte[], ObservedType>? _members;
    ObservedType? _element;
    ObservedType? _mapValue;
    long _filledMaps;

    internal ValueKinds Kinds => _counts.Kinds;

    /// <summary>Values by type tag, NULL left out: <c>5,720 N, 59 S</c>.</summary>
    internal string Counts => _counts.ToString();

    /// <summary>Number of values, NULL included.</summary>
    internal long Seen { get; private set; }

    internal ObservedNumbers Numbers => _numbers;

    internal ObservedTexts Texts => _texts;

    /// <summary>The type of list elements; null when none was seen.</summary>
    internal ObservedType? Element => _element;

    /// <summary>The values of a map that had more distinct keys than a struct may have members; null for other places.</summary>
    internal ObservedType? MapValue => _mapValue;

    /// <summary>Members by name, sorted by their UTF-8 bytes.</summary>
    internal IEnumerable<(string Name, ObservedType Type)> Members =>
        (_members ?? []).OrderBy(member => member.Key, Utf8NameComparer.Instance)
            .Select(member => (Encoding.UTF8.GetString(member.Key), member.Value));

    internal int MemberCount => _members?.Count ?? 0;

    /// <summary>Number of maps with at least one member.</summary>
    internal long FilledMaps => _filledMaps;

    internal void AddSeen() => Seen++;

    /// <summary>What was seen at a path of member names below this place; null for nothing.</summary>
    internal ObservedType? Find(params ReadOnlySpan<string> path)
    {
        var place = this;
        foreach (var name in path)
        {
            if (place._members?.GetValueOrDefault(Encoding.UTF8.GetBytes(name)) is not { } member) { return null; }
            place = member;
        }
        return place;
    }

    internal void AddText(ReadOnlySpan<byte> text)
    {
        _counts.Add(ValueKinds.Text);
        _texts.Add(text);
    }

    internal void AddNumber(NumberText number)
    {
        _counts.Add(ValueKinds.Number);
        _numbers.Add(number);
    }

    internal void AddKind(ValueKinds kind) => _counts.Add(kind);

    internal void AddFilledMap() => _filledMaps++;

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
        Seen += other.Seen;
        _counts.Add(other._counts);
        _numbers.Merge(other._numbers);
        _texts.Merge(other._texts);
        _filledMaps += other._filledMaps;
        if (other._element is not null) { ForElement().Merge(other._element); }
        if (other._mapValue is not null) { CollapseNow().Merge(other._mapValue); }
        foreach (var (name, seen) in other._members ?? []) { ForMember(name).Merge(seen); }
    }

    /// <summary>
    /// The common type of a map's values where its keys are data, not names: there are more than a struct may have, all of them are dates,
    /// numbers or UUIDs, or each appears in few of the maps. Null where the keys are names.
    /// </summary>
    /// <param name="maxShare">Share of the maps that an average key appears in, below which keys are data.</param>
    /// <param name="isForced">Whether the map was asked for.</param>
    internal ObservedType? AsMapValue(double maxShare, bool isForced)
    {
        if (_mapValue is not null || MemberCount == 0) { return _mapValue; }
        if (!isForced && !HasDataKeys() && !(AverageShare() < maxShare)) { return null; }
        var value = new ObservedType(maxInnerMembers, maxInnerMembers);
        foreach (var member in _members!.Values) { value.Merge(member); }
        // Rare attributes of several types are columns anyway: their common type would be text.
        return isForced || IsOneKind(value.Kinds) ? value : null;
    }

    static bool IsOneKind(ValueKinds kinds) => kinds != ValueKinds.None && (kinds & (kinds - 1)) == ValueKinds.None;

    double AverageShare() => _members!.Values.Sum(member => (double)member.Seen) / _members.Count / Math.Max(1, _filledMaps);

    bool HasDataKeys()
    {
        var names = _members!.Keys.Select(Encoding.UTF8.GetString);
        return names.All(DateKey().IsMatch) || names.All(NumberKey().IsMatch) || names.All(UuidKey().IsMatch);
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

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?(T[0-9:.]+Z?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DateKey();

    [GeneratedRegex(@"^[0-9]+\z", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex NumberKey();

    [GeneratedRegex(
        @"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex UuidKey();
}
