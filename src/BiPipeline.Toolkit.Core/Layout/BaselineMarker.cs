using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BiPipeline.Toolkit;

/// <summary>
/// The content of a marker: a table's items at a time, all of which are in the lake. It is written last, once, and never changes. Equal
/// markers have equal bytes and one key.
/// </summary>
public sealed record BaselineMarker
{
    /// <summary>The format that this version writes, 1.</summary>
    public const int CurrentVersion = 1;

    static readonly BaselineMarkerJson Json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    });

    /// <summary>
    /// Time before a baseline in which its items and changes of a stream cannot be ordered, 5 minutes: the times of a stream are
    /// approximate. Views drop what is older.
    /// </summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for rows of incremental exports, 10 seconds: their time is that of the write.</summary>
    public static TimeSpan IncrementalMargin { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The format's version. Default 1.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The time of the items, or the end of an incremental export's window; UTC milliseconds.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The start of an incremental export's window. Default (null): a baseline.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>The location of the data: an export's folder, or the table that was scanned.</summary>
    public required string Location { get; init; }

    /// <summary>The ARN of the export. Default (null): not an export.</summary>
    public string? ExportArn { get; init; }

    /// <summary>The ARN of the DynamoDB table. Default (null): unknown.</summary>
    public string? TableArn { get; init; }

    /// <summary>
    /// The SHA-256 of <c>manifest-files.json</c> in lower-case hex, which lists each data file with its MD5. Default (null): none.
    /// </summary>
    public string? ManifestHash { get; init; }

    /// <summary>The hashes of the schemas that read the data (<see cref="TableSchema.ComputeHash"/>).</summary>
    public required IReadOnlyList<string> Schemas { get; init; }

    /// <summary>Number of data files.</summary>
    public required int Files { get; init; }

    /// <summary>Number of items in all files.</summary>
    public required long Items { get; init; }

    /// <summary>Number of rows of the table.</summary>
    public required long Rows { get; init; }

    /// <summary>Number of items of no table or of other tables.</summary>
    public long Ignored { get; init; }

    /// <summary>Number of items in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>
    /// Returns the marker's key, relative to the lake's root. It has the time and a hash of the content:
    /// <c>baselines/orders/20261103T000000000Z-&lt;hash&gt;.json</c>, and for a window both of its times.
    /// </summary>
    public string GetKey()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ToJson()));
        return new BaselineKey(Table, AsOf, Convert.ToHexStringLower(hash.AsSpan(0, LakeLayout.HashDigits / 2)), WindowStart).ToString();
    }

    /// <summary>Returns the marker as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(InUtc(), Json.BaselineMarker) + "\n";

    /// <summary>Parses the JSON of a marker.</summary>
    /// <exception cref="FormatException">The text is not a marker, or of a later version.</exception>
    public static BaselineMarker Parse(ReadOnlyMemory<byte> utf8Json)
    {
        BaselineMarker? marker;
        try
        {
            marker = JsonSerializer.Deserialize(utf8Json.Span, Json.BaselineMarker);
        }
        catch (JsonException exception)
        {
            throw new FormatException("The text is not the marker of a baseline; expected what this toolkit writes.", exception);
        }
        return marker is { Version: CurrentVersion }
            ? marker.InUtc()
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The marker has version {marker?.Version}; expected {CurrentVersion}. Use the version of the toolkit that wrote it."));
    }

    // One spelling of a time, so that equal markers have equal bytes.
    BaselineMarker InUtc() => this with { AsOf = InUtc(AsOf), WindowStart = WindowStart is { } start ? InUtc(start) : null };

    static DateTimeOffset InUtc(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
