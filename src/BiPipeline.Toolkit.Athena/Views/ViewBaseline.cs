namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The baseline of a view in the catalog, which is a parameter of the view. It never falls unasked: a view with an older baseline shows
/// deleted items again that only the newer baseline lacks.
/// </summary>
static class ViewBaseline
{
    // Without a fraction when it is zero.
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    /// <summary>Returns the baseline of a view in the catalog; null for none.</summary>
    internal static DateTimeOffset? Of(GlueTableInput stored) =>
        stored.Parameters.TryGetValue(CatalogParameters.Baseline, out var text)
        && DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>Sets the parameter of a view, or removes it.</summary>
    internal static void Set(SortedDictionary<string, string> parameters, ViewDefinition view)
    {
        if (view.Baseline is { } baseline) { parameters[CatalogParameters.Baseline] = Text(baseline); }
        else { parameters.Remove(CatalogParameters.Baseline); }
    }

    /// <summary>Returns the change of a baseline in a few words; null when it is the same.</summary>
    internal static string? Change(ViewDefinition view, GlueTableInput stored) =>
        Of(stored) == view.Baseline ? null : $"baseline {Text(Of(stored))} -> {Text(view.Baseline)}";

    /// <summary>Returns the problem of a baseline that is older than in the catalog; null when it is not.</summary>
    internal static string? Problem(ViewDefinition view, GlueTableInput stored) =>
        Of(stored) is { } deployed && !(view.Baseline >= deployed)
            ? $"View '{view.Name}' has baseline {Text(deployed)} in the catalog and {Text(view.Baseline)} in the plan; "
                + $"expected no older one. Check the markers of the lake, or pass --baseline {Text(view.Baseline)} to lower it."
            : null;

    static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) ?? "none";
}
