using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit;

/// <summary>
/// The layout of a lake: its root, zones and other prefixes, partition folders, and the syntax of keys. It is their only definition.
/// </summary>
public static partial class LakeLayout
{
    /// <summary>The partition column of the raw and quarantine zones: the event's day in UTC.</summary>
    public const string DayColumn = "dt";

    /// <summary>The prefix of markers of complete baselines.</summary>
    public const string BaselinesPrefix = "baselines/";

    /// <summary>The prefix of the schemas that were used for writing.</summary>
    public const string SchemasPrefix = "schemas/";

    /// <summary>The prefix of maintenance receipts.</summary>
    public const string MaintenancePrefix = "maintenance/";

    /// <summary>The prefix of latest tables.</summary>
    public const string LatestPrefix = "latest/";

    internal const int HashDigits = 32;

    /// <summary>Digits of a sequence number in <c>_sequence</c>, or of a time in its place.</summary>
    internal const int SequenceDigits = 40;

    /// <summary>What is between the time and the Kinesis number in <c>_sequence</c>; text order puts it before any digit.</summary>
    internal const byte AfterTime = (byte)'.';

    const char Separator = '/';
    const string S3Scheme = "s3://";
    const string DayFormat = "yyyy-MM-dd";
    const string NoSequence = "x";
    const string RawZone = "raw";
    const string ProcessedZone = "processed";
    const string QuarantineZone = "quarantine";

    /// <summary>The day of records without a known time, and the default of a partition's <c>from</c>: 2020-01-01.</summary>
    public static DateOnly UnknownDay { get; } = new(2020, 1, 1);

    /// <summary>Returns the problem of a lake's root as one sentence; null for <c>s3://bucket/prefix</c> or a folder.</summary>
    /// <remarks>
    /// Refuses any other <c>scheme:</c>, because a typing error would become a folder's name. A drive (<c>C:\lake</c>) is a folder, and so
    /// is a name with a colon after <c>./</c>. Refuses <c>//</c> in S3, below which Athena finds no objects (Athena user guide, "Specify a
    /// table location in Amazon S3").
    /// </remarks>
    /// <param name="root">The root, with or without a trailing slash.</param>
    public static string? RootProblem(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (string.IsNullOrWhiteSpace(root)) { return "The location is empty; expected a folder or s3://bucket/prefix."; }
        if (!Scheme().IsMatch(root)) { return null; }
        if (!root.StartsWith(S3Scheme, StringComparison.Ordinal) || root.Length == S3Scheme.Length || root[S3Scheme.Length] == Separator)
        {
            return $"Location '{root}' is not a lake; expected a folder or s3://bucket/prefix.";
        }
        var segments = root[S3Scheme.Length..].Split(Separator);
        // A trailing slash is valid.
        var inner = segments[^1].Length == 0 ? segments[..^1] : segments;
        return Array.Exists(inner, segment => segment is "" or "." or "..")
            ? $"Location '{root}' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes."
            : null;
    }

    /// <summary>Returns the folder of a zone, such as <c>processed</c>.</summary>
    public static string ZoneName(LakeZone zone) => zone switch
    {
        LakeZone.Raw => RawZone,
        LakeZone.Processed => ProcessedZone,
        LakeZone.Quarantine => QuarantineZone,
        _ => throw new ArgumentOutOfRangeException(nameof(zone), zone, "The zone does not exist."),
    };

    /// <summary>Returns the prefix of a table's keys in a zone, such as <c>raw/orders/</c>.</summary>
    public static string TablePrefix(LakeZone zone, string table) => $"{ZoneName(zone)}{Separator}{table}{Separator}";

    /// <summary>Returns the location of a table's objects in a zone, such as <c>s3://bucket/lake/raw/orders/</c>.</summary>
    /// <param name="root">The lake's root, with or without a trailing slash.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="table">The schema's table.</param>
    public static string TableLocation(string root, LakeZone zone, string table)
    {
        ArgumentNullException.ThrowIfNull(root);
        return $"{root.TrimEnd(Separator)}{Separator}{TablePrefix(zone, table)}";
    }

    /// <summary>Returns the lake's root from the location of a table's objects; null when the location is not of this layout.</summary>
    /// <param name="location">The location in the catalog, with or without a trailing slash.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="table">The schema's table.</param>
    public static string? RootOf(string location, LakeZone zone, string table)
    {
        ArgumentNullException.ThrowIfNull(location);
        var (path, folder) = (location.TrimEnd(Separator), Separator + TablePrefix(zone, table).TrimEnd(Separator));
        return path.Length > folder.Length && path.EndsWith(folder, StringComparison.Ordinal) ? path[..^folder.Length] : null;
    }

    /// <summary>Returns the name of a zone's table in the catalog: <c>orders</c>, <c>orders_raw</c>, <c>orders_quarantine</c>.</summary>
    public static string TableName(string table, LakeZone zone) => zone == LakeZone.Processed ? table : $"{table}_{ZoneName(zone)}";

    /// <summary>Returns the folder of a partition: <c>name=value</c>, escaped as Hive does.</summary>
    /// <param name="name">The partition column.</param>
    /// <param name="value">Its value. Null and empty text have a special name.</param>
    public static string PartitionFolder(string name, string? value) => HivePath.Segment(name, value);

    /// <summary>Returns the folder of a day in the raw and quarantine zones, such as <c>dt=2026-11-22</c>.</summary>
    public static string DayFolder(DateOnly day) => $"{DayColumn}={day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    /// <summary>Returns the day of what <see cref="DayFolder"/> returns.</summary>
    internal static DateOnly DayOf(string folder) =>
        DateOnly.ParseExact(folder.AsSpan(DayColumn.Length + 1), DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Whether a partition value appears in a path without a change.</summary>
    public static bool IsPlainValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 || HivePath.EscapeValue(value) == value;
    }

    /// <summary>Returns the prefix of a table's markers, such as <c>baselines/orders/</c>.</summary>
    public static string BaselinePrefix(string table) => $"{BaselinesPrefix}{table}{Separator}";

    /// <summary>Returns the time of the baseline whose marker has a key, relative to the lake's root.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The time; null when it is not such a key. The window of an incremental export is not a baseline.</returns>
    public static DateTimeOffset? BaselineTime(string key) =>
        TryParseBaselineKey(key, out var parsed) && parsed.IsBaseline ? parsed.AsOf : null;

    /// <summary>Parses the key of a marker, relative to the lake's root.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parsed">Its parts.</param>
    /// <returns>False when it is not the key of a marker.</returns>
    internal static bool TryParseBaselineKey(string key, [NotNullWhen(true)] out BaselineKey? parsed)
    {
        ArgumentNullException.ThrowIfNull(key);
        parsed = null;
        const string extension = ".json";
        var isInside = key.StartsWith(BaselinesPrefix, StringComparison.Ordinal) && key.EndsWith(extension, StringComparison.Ordinal);
        if (!isInside || key.Length < BaselinesPrefix.Length + extension.Length) { return false; }
        if (key[BaselinesPrefix.Length..^extension.Length].Split(Separator) is not [{ Length: > 0 } table, var name]) { return false; }
        var parts = name.Split('-');
        if (parts is not ([_, { Length: HashDigits }] or [_, _, { Length: HashDigits }])) { return false; }
        if (!parts[^1].All(char.IsAsciiHexDigitLower) || !BaselineKey.TryParseTime(parts[^2], out var asOf)) { return false; }
        DateTimeOffset start = default;
        if (parts.Length == 3 && !(BaselineKey.TryParseTime(parts[0], out start) && start < asOf)) { return false; }
        parsed = new(table, asOf, parts[^1], parts.Length == 3 ? start : null);
        return true;
    }

    /// <summary>The prefix of a table's schemas as they were written, such as <c>schemas/orders/</c>.</summary>
    internal static string SchemaPrefix(string table) => $"{SchemasPrefix}{table}{Separator}";

    /// <summary>The key of a schema as it was written: <c>schemas/orders/2-&lt;hash&gt;.json</c>.</summary>
    internal static string SchemaKey(TableSchema schema) =>
        string.Create(CultureInfo.InvariantCulture, $"{SchemaPrefix(schema.Table)}{schema.Version}-{schema.ComputeHash()}.json");

    /// <summary>The key that claims a version for the first schema of it: <c>schemas/orders/2.json</c>.</summary>
    internal static string VersionKey(TableSchema schema) =>
        string.Create(CultureInfo.InvariantCulture, $"{SchemaPrefix(schema.Table)}{schema.Version}.json");

    /// <summary>Returns a sequence number, or a time in its place, as in keys: without leading zeros, <c>x</c> for none.</summary>
    internal static string SequenceText(ReadOnlySpan<byte> sequence) =>
        sequence.IsEmpty ? NoSequence : Encoding.ASCII.GetString(WithoutZeros(sequence));

    /// <summary>Removes leading zeros of a sequence number, and the Kinesis number after a time; keeps at least one digit.</summary>
    internal static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> sequence)
    {
        if (sequence.Length > SequenceDigits && sequence[SequenceDigits] == AfterTime) { sequence = sequence[..SequenceDigits]; }
        var trimmed = sequence.TrimStart((byte)'0');
        return trimmed.IsEmpty ? sequence[..Math.Min(1, sequence.Length)] : trimmed;
    }

    /// <summary>Compares sequence numbers of any length by their numeric value.</summary>
    internal static int CompareSequences(string left, string right)
    {
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }

    /// <summary>Parses an object's key, relative to the lake's root.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parsed">Its parts.</param>
    /// <returns>False when it is not the key of an object that this toolkit writes.</returns>
    internal static bool TryParseKey(string key, [NotNullWhen(true)] out LakeKey? parsed)
    {
        parsed = null;
        var segments = key.Split(Separator);
        if (segments.Length < 3 || ZoneOf(segments[0]) is not { } zone || segments[1].Length == 0) { return false; }
        var folders = segments[2..^1];
        if (!Array.TrueForAll(folders, folder => folder.IndexOf('=', StringComparison.Ordinal) > 0)) { return false; }
        if (zone != LakeZone.Processed && !(folders.Length == 1 && IsDay(folders[0]))) { return false; }

        var dot = segments[^1].IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || segments[^1].Length == dot + 1) { return false; }
        if (segments[^1][..dot].Split('-') is not [var first, var last, var count, { Length: HashDigits } hash]) { return false; }
        if (!IsSequence(first) || !IsSequence(last) || !hash.All(char.IsAsciiHexDigitLower)) { return false; }
        if (!IsNumber(count) || !long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)) { return false; }
        parsed = new(zone, segments[1], string.Join(Separator, folders), first, last, rows, hash, segments[^1][(dot + 1)..]);
        return true;
    }

    /// <summary>The prefix of receipts of backfills.</summary>
    internal const string BackfillPrefix = MaintenancePrefix + "backfill/";

    /// <summary>The prefix of receipts of rewrites.</summary>
    internal const string RewritesPrefix = MaintenancePrefix + "rewrites/";

    /// <summary>Returns the prefix of the receipts of one kind of rewrites, such as <c>compact</c>.</summary>
    internal static string RewritePrefix(string verb) => $"{RewritesPrefix}{verb}/";

    /// <summary>The prefix of certificates of verifications.</summary>
    internal const string VerifyPrefix = MaintenancePrefix + "verify/";

    /// <summary>Returns the prefix of the receipts of one export under one set of schemas.</summary>
    internal static string ReceiptPrefix(string export, string schemas) => $"{BackfillPrefix}{export}/{schemas}/";

    /// <summary>Returns the prefix of the receipts of rebuilds under one set of schemas.</summary>
    internal static string RebuildPrefix(string schemas) => $"{MaintenancePrefix}rebuild/{schemas}/";

    /// <summary>Returns the prefix of the scans of a DynamoDB table, each an export in a folder named after its time.</summary>
    internal static string ScansPrefix(string table) => $"{MaintenancePrefix}scans/{table}/";

    static LakeZone? ZoneOf(string folder) => folder switch
    {
        RawZone => LakeZone.Raw,
        ProcessedZone => LakeZone.Processed,
        QuarantineZone => LakeZone.Quarantine,
        _ => null,
    };

    static bool IsDay(string folder) =>
        folder.StartsWith(DayColumn + "=", StringComparison.Ordinal)
        && DateOnly.TryParseExact(folder.AsSpan(DayColumn.Length + 1), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool IsSequence(string text) => text == NoSequence || IsNumber(text);

    // Two letters at least, since one is a drive of Windows.
    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]+:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scheme();

    static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');
}
