namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The kind of a part of a <see cref="DatePattern"/>.</summary>
enum DatePatternKind
{
    Literal,
    Year,
    Year2,
    WeekYear,
    Month,
    MonthShort,
    MonthName,
    Week,
    Day,
    DayOfYear,
    WeekdayNumber,
    WeekdayShort,
    WeekdayName,
    HalfDay,
    Hour,
    Hour12,
    Minute,
    Second,
    Fraction,
    Offset,
    OffsetColon,
    ZoneName,
    Era,
}
