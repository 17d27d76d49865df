using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What one place of the lake knows of an event: 48 bytes that are sorted by the event.</summary>
/// <param name="Event">The XxHash128 of the event id.</param>
/// <param name="Row">The digest of the row's values; 0 for records and lines.</param>
/// <param name="Detail">
/// Of records, lines and expected rows: the record's digest. Of rows: their time in milliseconds, <see cref="NoTime"/> for none.
/// </param>
/// <param name="PlaceAndKind">The place of a row, and above it the kind.</param>
/// <param name="Source">The number of the object.</param>
[StructLayout(LayoutKind.Sequential)]
readonly record struct EventTrace(UInt128 Event, UInt128 Row, long Detail, uint PlaceAndKind, int Source)
{
    internal const long NoTime = long.MinValue;

    const int KindShift = 28;

    internal EventTrace(UInt128 id, TraceKind kind, int source, long detail, UInt128 row = default, int place = 0)
        : this(id, row, detail, ((uint)kind << KindShift) | (uint)place, source)
    {
    }

    internal TraceKind Kind => (TraceKind)(PlaceAndKind >> KindShift);

    internal int Place => (int)(PlaceAndKind & ((1u << KindShift) - 1));

    /// <summary>Whether it is a row of the lake.</summary>
    internal bool IsRow => Kind >= TraceKind.Change;

    /// <summary>
    /// Compares by event and kind; then rows of the lake by place and values, and the others by record, place and values.
    /// </summary>
    internal static int Compare(EventTrace a, EventTrace b)
    {
        if (a.Event.CompareTo(b.Event) is not 0 and var byEvent) { return byEvent; }
        var isRow = a.IsRow;
        if (!(isRow && b.IsRow))
        {
            if (a.Kind.CompareTo(b.Kind) is not 0 and var byKind) { return byKind; }
            if (a.Detail.CompareTo(b.Detail) is not 0 and var byDetail) { return byDetail; }
        }
        return ComparePlace(a, b);
    }

    /// <summary>Compares by place and values.</summary>
    internal static int ComparePlace(EventTrace a, EventTrace b) =>
        a.Place.CompareTo(b.Place) is not 0 and var byPlace ? byPlace : a.Row.CompareTo(b.Row);
}
