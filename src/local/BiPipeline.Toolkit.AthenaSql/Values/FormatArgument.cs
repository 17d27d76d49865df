using System.Numerics;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>An argument of <c>format</c>: its kind in Java, and its value as text.</summary>
readonly record struct FormatArgument(char Kind, string Text)
{
    internal const char Null = 'n';
    internal const char Boolean = 'b';
    internal const char Integer = 'i';
    internal const char Double = 'f';
    internal const char Decimal = 'm';
    internal const char Varchar = 's';
    internal const char Date = 'd';
    internal const char Time = 't';
    internal const char Timestamp = 'l';
    internal const char Zoned = 'z';

    internal bool IsNumber => Kind is Integer or Double or Decimal;

    internal bool HasDate => Kind is Date or Timestamp or Zoned;

    internal bool HasTime => Kind is Time or Timestamp or Zoned;

    /// <summary>The class's name in Java, for errors.</summary>
    internal string ClassName => Kind switch
    {
        Boolean => "java.lang.Boolean",
        Integer => "java.lang.Long",
        Double => "java.lang.Double",
        Decimal => "java.math.BigDecimal",
        Date => "java.time.LocalDate",
        Time => "java.time.LocalTime",
        Timestamp => "java.time.LocalDateTime",
        Zoned => "java.time.ZonedDateTime",
        _ => "java.lang.String",
    };

    internal long Long => Parsed(Text);

    internal double Number => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The zone of a <see cref="Zoned"/> argument, which has it after its microseconds.</summary>
    internal string Zone => Kind == Zoned ? Text[(Text.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "UTC";

    /// <summary>The local time of an argument with a date or time; other arguments have none.</summary>
    internal CivilTime Local => Kind switch
    {
        Zoned => CivilTime.From(TimeZones.ToLocal(Instant, Zone)),
        _ => CivilTime.From(Long),
    };

    /// <summary>Microseconds since 1970 in UTC.</summary>
    internal long Instant => Kind == Zoned ? Parsed(Text.AsSpan(0, Text.IndexOf(' ', StringComparison.Ordinal))) : Long;

    internal static FormatArgument Parse(string tagged) => new(tagged[0], tagged[1..]);

    /// <summary>The digits and scale of a finite number.</summary>
    internal bool TryExact(out BigInteger digits, out int scale)
    {
        // Java's double becomes the shortest decimal number that reads as the same double.
        var text = Kind == Double ? Number.ToString("R", CultureInfo.InvariantCulture) : Text;
        return DecimalText.TryParse(text, out digits, out scale);
    }

    /// <summary>The value as Java's toString writes it.</summary>
    internal string ToJavaString() => Kind switch
    {
        Null => "null",
        Double => JavaText.Double(Number),
        Date => Local.DateText(),
        Time => Clock(),
        Timestamp => $"{Local.DateText()}T{Clock()}",
        Zoned => $"{Local.DateText()}T{Clock()}{OffsetText()}{(Zone[0] is '+' or '-' ? "" : $"[{Zone}]")}",
        _ => Text,
    };

    static long Parsed(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    string OffsetText()
    {
        var minutes = TimeZones.Offset(Instant, Zone) / (60 * DateTimeText.MicrosPerSecond);
        return minutes == 0 ? "Z" : DateTimeText.OffsetText(minutes, ":");
    }

    // LocalTime.toString omits seconds that are zero, and has three or six digits of a fraction.
    string Clock()
    {
        var time = Local;
        var text = string.Create(CultureInfo.InvariantCulture, $"{time.Hour:D2}:{time.Minute:D2}");
        if (time.Second == 0 && time.Micro == 0) { return text; }
        text += string.Create(CultureInfo.InvariantCulture, $":{time.Second:D2}");
        return time.Micro == 0 ? text
            : time.Micro % 1000 == 0 ? text + string.Create(CultureInfo.InvariantCulture, $".{time.Micro / 1000:D3}")
            : text + string.Create(CultureInfo.InvariantCulture, $".{time.Micro:D6}");
    }
}
