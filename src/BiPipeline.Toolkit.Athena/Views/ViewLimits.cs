namespace BiPipeline.Toolkit.Athena;

/// <summary>Limits of Athena and Glue on the length of a view, checked before anything is written.</summary>
static class ViewLimits
{
    // Glue's ViewOriginalText ("Table structure"); Athena stores a view there as base64 of a JSON document.
    const int MaxStoredBytes = 409_600;

    /// <summary>Returns what is too long, one sentence per problem.</summary>
    internal static IEnumerable<string> Check(ViewDefinition view)
    {
        var statement = Encoding.UTF8.GetByteCount(view.ToSql());
        if (statement > AthenaQueryRequest.MaxQueryBytes)
        {
            yield return Text(
                $"View '{view.Name}' of {view.Source} has {statement:N0} bytes; Athena takes {AthenaQueryRequest.MaxQueryBytes:N0}.");
        }
        else if (StoredBytes(view) is > MaxStoredBytes and var stored)
        {
            yield return Text(
                $"View '{view.Name}' of {view.Source} has {stored:N0} bytes as it is stored; Glue takes {MaxStoredBytes:N0}.");
        }
    }

    // The document escapes quotes and line breaks, two bytes each.
    static int StoredBytes(ViewDefinition view) =>
        (Encoding.UTF8.GetByteCount(view.Query) + view.Query.Count(character => character is '"' or '\\' or '\n')) * 4 / 3;

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
