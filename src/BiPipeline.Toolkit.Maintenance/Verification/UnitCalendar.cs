namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Divides a lake into units whose events and rows are together: days or months where every table is partitioned by the time of the event
/// first, else one unit. Events without a time, or before the first partition, have their rows in the first partition, so these days are
/// one unit, the first.
/// </summary>
sealed class UnitCalendar
{
    /// <summary>The unit of everything, or of the first days.</summary>
    internal const string First = "";

    const string DayFormat = "yyyy-MM-dd";
    const string MonthFormat = "yyyy-MM";

    readonly SchemaFamilies _families;
    readonly string _format;
    readonly DateOnly _firstEnd;

    internal UnitCalendar(SchemaFamilies families)
    {
        _families = families;
        TableSchema[] all = [.. families.All.SelectMany(family => family.Versions)];
        IsDivided = Array.TrueForAll(all, schema => schema.Partitions is [{ Source: PartitionField.EventTimeSource }, ..]);
        if (!IsDivided)
        {
            (_format, _firstEnd) = (DayFormat, DateOnly.MaxValue);
            return;
        }
        var byMonth = Array.Exists(all, schema => schema.Partitions[0].Transform == PartitionTransform.Month);
        _format = byMonth ? MonthFormat : DayFormat;
        var from = all.Max(schema => schema.Partitions[0].From);
        _firstEnd = byMonth ? new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month)) : from;
    }

    /// <summary>Whether there are several units.</summary>
    internal bool IsDivided { get; }

    /// <summary>The end of the first unit; the unknown day where everything is one unit.</summary>
    internal DateOnly FirstDay => IsDivided ? _firstEnd : LakeLayout.UnknownDay;

    /// <summary>Returns the unit of a day.</summary>
    internal string UnitOf(DateOnly day) => day <= _firstEnd ? First : day.ToString(_format, CultureInfo.InvariantCulture);

    /// <summary>Returns the unit of an object; null when its partition is not a time.</summary>
    internal string? UnitOf(LakeKey key)
    {
        if (!IsDivided) { return First; }
        var text = key.Partition.Split('/')[0];
        if (key.Zone != LakeZone.Processed) { return UnitOf(DayOf(text)); }
        var field = _families[_families.Find(key.Table)!.Value].Given.Partitions[0];
        var value = text.StartsWith(field.Name + "=", StringComparison.Ordinal) ? text[(field.Name.Length + 1)..] : "";
        return DateTime.TryParseExact(value, field.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? UnitOf(DateOnly.FromDateTime(time))
            : null;
    }

    /// <summary>Returns a prefix of all objects of a unit in a zone and table; it may have others too.</summary>
    internal string PrefixOf(string unit, LakeZone zone, string table)
    {
        var prefix = LakeLayout.TablePrefix(zone, table);
        if (unit == First) { return prefix; }
        var name = zone == LakeZone.Processed
            ? _families[_families.Find(table)!.Value].Given.Partitions[0].Name
            : LakeLayout.DayColumn;
        return $"{prefix}{name}={unit}";
    }

    /// <summary>Whether a unit has a day of a range.</summary>
    internal bool IsInside(string unit, DateOnly? from, DateOnly? to)
    {
        if (unit == First) { return from is null || from <= _firstEnd; }
        var start = DateOnly.ParseExact(unit, _format, CultureInfo.InvariantCulture);
        var end = _format == DayFormat ? start : start.AddMonths(1).AddDays(-1);
        return !(from > end) && !(to < start);
    }

    /// <summary>Returns the day of a raw or quarantine folder.</summary>
    internal static DateOnly DayOf(string partition) =>
        DateOnly.ParseExact(partition[(LakeLayout.DayColumn.Length + 1)..], DayFormat, CultureInfo.InvariantCulture);
}
