namespace BiPipeline.Toolkit;

/// <summary>The words for enum values in schema files, for reading and writing.</summary>
static class SchemaWords
{
    internal static IReadOnlyDictionary<string, TimeUnit> TimeUnits { get; } = Words<TimeUnit>(
        ("s", TimeUnit.Seconds), ("ms", TimeUnit.Milliseconds), ("us", TimeUnit.Microseconds));

    internal static IReadOnlyDictionary<string, UnknownAttributes> Unknowns { get; } = Words<UnknownAttributes>(
        ("rescue", UnknownAttributes.Rescue), ("drop", UnknownAttributes.Drop), ("quarantine", UnknownAttributes.Quarantine));

    internal static IReadOnlyDictionary<string, RecordOrder> Orders { get; } = Words<RecordOrder>(
        ("sequence", RecordOrder.Sequence), ("time", RecordOrder.Time));

    internal static IReadOnlyDictionary<string, PolicyAction> Actions { get; } = Words<PolicyAction>(
        ("hash", PolicyAction.Hash), ("drop", PolicyAction.Drop));

    internal static IReadOnlyDictionary<string, PartitionTransform> Transforms { get; } = Words<PartitionTransform>(
        ("day", PartitionTransform.Day), ("month", PartitionTransform.Month), ("hour", PartitionTransform.Hour),
        ("identity", PartitionTransform.Identity));

    internal static string Of(TimeUnit value) => WordOf(TimeUnits, value);

    internal static string Of(UnknownAttributes value) => WordOf(Unknowns, value);

    internal static string Of(RecordOrder value) => WordOf(Orders, value);

    internal static string Of(PolicyAction value) => WordOf(Actions, value);

    internal static string Of(PartitionTransform value) => WordOf(Transforms, value);

    static Dictionary<string, T> Words<T>(params ReadOnlySpan<(string Word, T Value)> words)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (word, value) in words) { map.Add(word, value); }
        return map;
    }

    static string WordOf<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
