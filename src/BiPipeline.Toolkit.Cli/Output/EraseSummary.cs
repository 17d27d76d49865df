using System.Globalization;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>lake erase</c>, as lines and as JSON. Neither has a value of a key.</summary>
static class EraseSummary
{
    internal static IEnumerable<string> Lines(ErasureOutcome outcome)
    {
        yield return $"{Count.Of(outcome.Rows, "row")} and {Count.Of(outcome.Lines, "line")} erased: "
            + $"{Count.Of(outcome.ObjectsDeleted, "object")} with {StatusOutput.Size(outcome.BytesDeleted)} deleted, "
            + $"{Count.Of(outcome.ObjectsWritten, "object")} with {StatusOutput.Size(outcome.BytesWritten)} written in their place";
        if (outcome.VersionsDeleted > 0) { yield return $"{Count.Of(outcome.VersionsDeleted, "noncurrent version")} deleted"; }
        if (outcome.UnreadableDropped > 0) { yield return $"{Count.Of(outcome.UnreadableDropped, "unreadable line")} deleted"; }
        if (outcome.UnreadableLeft > 0)
        {
            yield return $"{Count.Of(outcome.UnreadableLeft, "unreadable line")} may have a key; look at them, or add --drop-unreadable";
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"scan {outcome.Scans:N0} found nothing");
    }

    internal static string ToJson(ErasurePlan plan, ErasureOutcome? outcome) => JsonLine.Of(line =>
    {
        line.WriteBoolean("erased", outcome is not null);
        line.WriteNumber("keys", plan.Keys);
        line.WriteNumber("rows", outcome?.Rows ?? plan.Rows);
        line.WriteNumber("lines", outcome?.Lines ?? plan.Lines);
        line.WriteNumber("objects", outcome?.ObjectsDeleted ?? plan.Objects);
        line.WriteNumber("versions", outcome?.VersionsDeleted ?? plan.Versions);
        line.WriteNumber("unreadable_left", outcome?.UnreadableLeft ?? plan.Unreadable);
        line.WriteNumber("not_searched", plan.Unsearched);
        if (plan.LastChange is { } last) { line.WriteString("last_change", last.UtcDateTime); }
        line.WriteTexts("refused", plan.Problems);
        if (outcome is null) { return; }
        line.WriteNumber("unreadable_dropped", outcome.UnreadableDropped);
        line.WriteNumber("objects_written", outcome.ObjectsWritten);
        line.WriteNumber("bytes_deleted", outcome.BytesDeleted);
        line.WriteNumber("bytes_written", outcome.BytesWritten);
        line.WriteNumber("scans", outcome.Scans);
    });
}
