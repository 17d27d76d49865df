using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>
/// What a run needs of an export's <c>manifest-summary.json</c> (DynamoDB developer guide, "DynamoDB table export output format").
/// </summary>
/// <param name="Time">The time of a full export's items; null for an incremental one, whose lines have times.</param>
/// <param name="HasOldImages">Whether an incremental export has old images; null for a full one.</param>
sealed record ExportSummary(DateTimeOffset? Time, bool? HasOldImages)
{
    internal const string Name = "manifest-summary.json";

    const string ViewWithOldImages = "NEW_AND_OLD_IMAGES";

    /// <summary>Reads the summary in a folder; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is not a summary.</exception>
    internal static async Task<ExportSummary?> ReadAsync(IInputPlace place, string folder, CancellationToken cancellationToken)
    {
        if (await place.FindAsync(folder + Name, cancellationToken).ConfigureAwait(false) is not { } file) { return null; }
        try
        {
            var stream = place.Open(file).OpenPlain();
            await using var _ = stream.ConfigureAwait(false);
            using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            var view = json.RootElement.TryGetProperty("outputView", out var text) ? text.GetString() : null;
            return json.RootElement.TryGetProperty("exportTime", out var time)
                ? new(time.GetDateTimeOffset(), HasOldImages: null)
                : new(Time: null, HasOldImages: view is null ? null : view == ViewWithOldImages);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"{folder}{Name} is not the summary of an export; expected JSON with exportTime or outputView. Copy the export again.",
                exception);
        }
    }
}
