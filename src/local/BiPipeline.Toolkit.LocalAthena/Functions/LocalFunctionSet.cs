using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The bodies of <see cref="LocalFunctions"/>, for one database.</summary>
static partial class LocalFunctionSet
{
    /// <summary>Adds the functions to a new database, with the casts that raise their errors.</summary>
    internal static void Register(DuckDbConnection connection, LocalAthenaOptions options)
    {
        var functions = Create(options.RegexTimeout).ToArray();
        var decimals = Enumerable.Range(0, TrinoType.DecimalType.MaxPrecision + 1).Select(ScalarType.Decimal);
        foreach (var result in functions.Select(function => function.Result).Concat(decimals).Distinct())
        {
            connection.RegisterErrorsOf(result);
        }
        foreach (var function in functions)
        {
            function.VectorBytes = VectorBytes(options);
            connection.Register(function);
        }
    }

    /// <summary>Adds one of the <see cref="DecimalFunctions"/>.</summary>
    internal static void RegisterDecimal(DuckDbConnection connection, string name) => connection.Register(DecimalKernels.Create(name));

    // DuckDB's memory limit does not count these texts until a vector is complete.
    static long VectorBytes(LocalAthenaOptions options) => options.MemoryMebibytes * 1024L * 1024 / 4;

    static IEnumerable<ScalarFunction> Create(TimeSpan regexLimit) =>
        [
            .. Conversions(), .. Arithmetic(), .. Dates(), .. Json(), .. Text(), .. Regex(regexLimit),
            .. Formats(), .. Bytes(), .. Numbers(), .. Addresses(), .. JsonPaths(),
        ];

    static ScalarFunction Make(string name, ScalarType result, Action<ScalarCall> body, params ScalarType[] parameters) =>
        new(name, parameters, result, body);

    static IEnumerable<ScalarFunction> Conversions() =>
    [
        Make(LocalFunctions.ToChar, ScalarType.Varchar,
            call => call.Return(TextKernels.ToChar(call.Text(0), call.Value<int>(1))),
            ScalarType.Varchar, ScalarType.Integer),
        Make(LocalFunctions.ToBoolean, ScalarType.Boolean, call => call.ReturnFlag(call.Text(0).ToUpperInvariant() switch
        {
            "TRUE" or "T" or "1" => true,
            "FALSE" or "F" or "0" => false,
            _ => throw CannotCast(call.Text(0), "BOOLEAN"),
        }), ScalarType.Varchar),
        Make(LocalFunctions.ToInteger, ScalarType.Bigint,
            call => call.Return(ParseInteger(call.Text(0), call.Value<int>(1))),
            ScalarType.Varchar, ScalarType.Integer),
        Make(LocalFunctions.ToDouble, ScalarType.Double, call => call.Return(ParseDouble(call.Text(0), "DOUBLE")), ScalarType.Varchar),
        Make(LocalFunctions.ToReal, ScalarType.Float, call => call.Return((float)ParseDouble(call.Text(0), "REAL")), ScalarType.Varchar),
        Make(LocalFunctions.ToDate, ScalarType.Date, call =>
            call.Return(
                Parse(
                    call.Text(0),
                    "date",
                    text => DateTimeText.ParseDate(text).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber)),
            ScalarType.Varchar),
        Make(LocalFunctions.ToTimestamp, ScalarType.Timestamp, call =>
            call.Return(
                Parse(
                    call.Text(0),
                    "timestamp",
                    text =>
                        DateTimeText.ParseRounded(text, call.Value<int>(1)) is { Zone: null } value
                            ? value.Micros
                            : throw new FormatException("a zone"))),
            ScalarType.Varchar, ScalarType.Integer),
        Make(LocalFunctions.ToZoned, ScalarType.Zoned, call =>
        {
            var value = Parse(call.Text(0), "timestamp with time zone", text => DateTimeText.ParseRounded(text, call.Value<int>(1)));
            var zone = value.Zone ?? "UTC";
            call.ReturnZoned(TimeZones.ToInstant(value.Micros, zone), zone);
        }, ScalarType.Varchar, ScalarType.Integer),
        Make(LocalFunctions.Zoned, ScalarType.Zoned,
            call => call.ReturnZoned(call.Value<long>(0), call.Text(1)),
            ScalarType.Timestamp, ScalarType.Varchar),
        Make(LocalFunctions.MoveZoned, ScalarType.Zoned, call =>
        {
            var (micros, zone) = call.Zoned(0);
            var by = call.Value<DuckDBInterval>(1);
            // Days and seconds move the instant; months move the wall clock.
            if (by.Months != 0)
            {
                micros = TimeZones.ToInstant(CivilTime.From(TimeZones.ToLocal(micros, zone)).AddMonths(by.Months), zone);
            }
            call.ReturnZoned(checked(micros + (by.Days * CivilTime.MicrosPerDay) + (long)by.Micros), zone);
        }, ScalarType.Zoned, ScalarType.Interval),
        Make(LocalFunctions.RoundZoned, ScalarType.Zoned,
            call => call.ReturnZoned(DateTimeText.Round(call.Zoned(0).Micros, call.Value<int>(1)), call.Zoned(0).Zone),
            ScalarType.Zoned, ScalarType.Integer),
        Make(LocalFunctions.ZonedText, ScalarType.Varchar, call =>
        {
            var (micros, zone) = call.Zoned(0);
            call.Return($"{DateTimeText.Text(TimeZones.ToLocal(micros, zone), call.Value<int>(1), ' ')} {zone}");
        }, ScalarType.Zoned, ScalarType.Integer),
        Make(LocalFunctions.DoubleText, ScalarType.Varchar,
            call => call.Return(JavaText.Scientific(call.Value<double>(0))),
            ScalarType.Double),
        Make(LocalFunctions.RealText, ScalarType.Varchar, call => call.Return(JavaText.Scientific(call.Value<float>(0))), ScalarType.Float),
        Make(LocalFunctions.DateText, ScalarType.Varchar,
            call => call.Return(new CivilTime(call.Value<int>(0), 0).DateText()),
            ScalarType.Date),
        Make(LocalFunctions.TimestampText, ScalarType.Varchar,
            call => call.Return(DateTimeText.Text(call.Value<long>(0), call.Value<int>(1), ' ')),
            ScalarType.Timestamp, ScalarType.Integer),
        Make(LocalFunctions.DaySecondText, ScalarType.Varchar,
            call => call.Return(IntervalText.DaySecond(call.Value<long>(0))),
            ScalarType.Bigint),
        Make(LocalFunctions.YearMonthText, ScalarType.Varchar,
            call => call.Return(IntervalText.YearMonth(call.Value<long>(0))),
            ScalarType.Bigint),
    ];

    static IEnumerable<ScalarFunction> Arithmetic() =>
    [
        Make(LocalFunctions.Divide, ScalarType.Bigint,
            call => call.Return(Integer(call, static (a, b) => checked(a / b))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.Modulus, ScalarType.Bigint,
            call => call.Return(Integer(call, static (a, b) => b == -1 ? 0 : a % b)),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.WidenReal, ScalarType.Double,
            call => call.Return(
                double.Parse(call.Value<float>(0).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
            ScalarType.Float),
        Make(LocalFunctions.RoundInteger, ScalarType.Bigint,
            call => call.Return(RoundInteger(call.Value<long>(0), call.Value<long>(1), call.Value<int>(2))),
            ScalarType.Bigint, ScalarType.Bigint, ScalarType.Integer),
        Make(LocalFunctions.Shift, ScalarType.Bigint,
            call => call.Return(Shift(call.Value<long>(0), call.Value<long>(1), call.Text(2), call.Value<int>(3))),
            ScalarType.Bigint, ScalarType.Bigint, ScalarType.Varchar, ScalarType.Integer),
        Make(LocalFunctions.CheckRepeat, ScalarType.Bigint,
            call => call.Return(ArrayLimits.Repeat(call.Value<long>(0))),
            ScalarType.Bigint),
        Make(LocalFunctions.CheckSequence, ScalarType.Bigint,
            call => call.Return(ArrayLimits.SequenceStep(call.Value<long>(0), call.Value<long>(1), call.Value<long>(2))),
            ScalarType.Bigint, ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.CheckSlice, ScalarType.Bigint,
            call => call.Return(ArrayLimits.SliceStart(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.CheckTrim, ScalarType.Bigint,
            call => call.Return(ArrayLimits.Trim(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.CheckIndex, ScalarType.Bigint, call => call.Return(ArrayLimits.Index(call.Value<long>(0))), ScalarType.Bigint),
        Make(LocalFunctions.RoundDouble, ScalarType.Double,
            call => call.Return(RoundDouble(call.Value<double>(0), call.Value<long>(1))),
            ScalarType.Double, ScalarType.Bigint),
        .. LocalFunctions.Math.Select(
            pair => Make(
                $"{LocalFunctions.MathPrefix}{pair.Key}",
                ScalarType.Double,
                call => call.Return(pair.Value(call.Value<double>(0))),
                ScalarType.Double)),
        Make(LocalFunctions.FromBase, ScalarType.Bigint,
            call => call.Return(TextKernels.FromBase(call.Text(0), call.Value<long>(1))),
            ScalarType.Varchar, ScalarType.Bigint),
        Make(LocalFunctions.ToBase, ScalarType.Varchar,
            call => call.Return(TextKernels.ToBase(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.WidthBucket, ScalarType.Bigint, call =>
            call.Return(
                TextKernels.WidthBucket(call.Value<double>(0), call.Value<double>(1), call.Value<double>(2), call.Value<long>(3))),
            ScalarType.Double, ScalarType.Double, ScalarType.Double, ScalarType.Bigint),
        Make(LocalFunctions.Index, ScalarType.Bigint,
            call => call.Return(Subscript(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.RequireKey, ScalarType.Boolean, call =>
            call.ReturnFlag(
                call.Flag(0)
                    ? true
                    : throw new LocalAthenaQueryException(
                        FailureCode.InvalidFunctionArgument,
                        $"Key not present in map: {call.Text(1)}")),
            ScalarType.Boolean, ScalarType.Varchar),
    ];

    static IEnumerable<ScalarFunction> Dates()
    {
        var mySql = new BoundedCache<DatePattern>();
        var joda = new BoundedCache<DatePattern>();
        return
        [
            Make(LocalFunctions.RoundTimestamp, ScalarType.Timestamp,
                call => call.Return(DateTimeText.Round(call.Value<long>(0), call.Value<int>(1))),
                ScalarType.Timestamp, ScalarType.Integer),
            Make(LocalFunctions.LocalTime, ScalarType.Timestamp, call =>
            {
                var (micros, zone) = call.Zoned(0);
                call.Return(TimeZones.ToLocal(micros, zone));
            }, ScalarType.Zoned),
            Make(LocalFunctions.WithZone, ScalarType.Zoned,
                call => call.ReturnZoned(TimeZones.ToInstant(call.Value<long>(0), call.Text(1)), call.Text(1)),
                ScalarType.Timestamp, ScalarType.Varchar),
            Make(LocalFunctions.CheckZone, ScalarType.Varchar, call =>
            {
                TimeZones.Check(call.Text(0));
                call.Return(call.Text(0));
            }, ScalarType.Varchar),
            Make(LocalFunctions.DateDiff, ScalarType.Bigint,
                call => call.Return(DateDifference.Between(call.Text(0), call.Value<long>(1), call.Value<long>(2))),
                ScalarType.Varchar, ScalarType.Timestamp, ScalarType.Timestamp),
            // Days and longer units are counted on the calendar of the first value's zone.
            Make(LocalFunctions.ZonedDateDiff, ScalarType.Bigint,
                call =>
                {
                    var ((from, zone), (to, _)) = (call.Zoned(1), call.Zoned(2));
                    call.Return(DateDifference.Between(call.Text(0), TimeZones.ToLocal(from, zone), TimeZones.ToLocal(to, zone)));
                },
                ScalarType.Varchar, ScalarType.Zoned, ScalarType.Zoned),
            Make(LocalFunctions.DateFromInterval, ScalarType.Integer, call =>
                call.Return(
                    call.Value<long>(0) % 86_400_000_000 == 0
                        ? (int)(call.Value<long>(0) / 86_400_000_000)
                        : throw new LocalAthenaQueryException(
                            FailureCode.InvalidFunctionArgument,
                            "Cannot add hour, minutes or seconds to a date")),
                ScalarType.Bigint),
            Make(LocalFunctions.DateFormat, ScalarType.Varchar,
                call => call.Return(mySql.Get(call.Text(1), DatePattern.MySql).Format(call.Value<long>(0), "UTC")),
                ScalarType.Timestamp, ScalarType.Varchar),
            Make(LocalFunctions.DateParse, ScalarType.Timestamp,
                call => call.Return(mySql.Get(call.Text(1), DatePattern.MySql).Parse(call.Text(0))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JodaFormat, ScalarType.Varchar,
                call => call.Return(joda.Get(call.Text(1), DatePattern.Joda).Format(call.Value<long>(0), call.Text(2))),
                ScalarType.Timestamp, ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JodaParse, ScalarType.Zoned, call =>
            {
                var (micros, zone) = joda.Get(call.Text(1), DatePattern.Joda).ParseZoned(call.Text(0));
                call.ReturnZoned(micros, zone);
            },
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.Iso8601Zoned, ScalarType.Zoned, call =>
            {
                var value = Iso(call.Text(0));
                call.ReturnZoned(DateTimeText.Round(value.Micros, 3), value.Zone ?? "UTC");
            }, ScalarType.Varchar),
            Make(LocalFunctions.Iso8601Date, ScalarType.Date, call =>
                call.Return(
                    Parse(
                        call.Text(0),
                        "date",
                        text => (int)DateTimeText.ParseIsoDate(text))),
                ScalarType.Varchar),
            Make(LocalFunctions.Iso8601Text, ScalarType.Varchar,
                call => call.Return(DateTimeText.Text(call.Value<long>(0), call.Value<int>(1), 'T')),
                ScalarType.Timestamp, ScalarType.Integer),
            Make(LocalFunctions.OffsetMinutes, ScalarType.Bigint, call =>
            {
                var (micros, zone) = call.Zoned(0);
                call.Return(TimeZones.Offset(micros, zone) / (60 * DateTimeText.MicrosPerSecond));
            }, ScalarType.Zoned),
            Make(LocalFunctions.Iso8601OffsetText, ScalarType.Varchar, call =>
            {
                var (micros, zone) = call.Zoned(0);
                var minutes = TimeZones.Offset(micros, zone) / (60 * DateTimeText.MicrosPerSecond);
                call.Return(
                    minutes == 0
                        ? "Z"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:D2}:{Math.Abs(minutes) % 60:D2}"));
            }, ScalarType.Zoned),
        ];
    }

    static IEnumerable<ScalarFunction> Json()
    {
        var json = new JsonText();
        var texts = ScalarType.Varchar with { IsList = true };
        return
        [
            Make(LocalFunctions.JsonParse, ScalarType.Varchar, call => call.Return(JsonText.Parse(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.JsonExtract, ScalarType.Varchar,
                call => call.ReturnOrNull(json.Extract(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JsonExtractScalar, ScalarType.Varchar,
                call => call.ReturnOrNull(json.ExtractScalar(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JsonSize, ScalarType.Bigint,
                call => call.ReturnOrNull(json.Size(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JsonArrayLength, ScalarType.Bigint,
                call => call.ReturnOrNull(JsonText.ArrayLength(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonArrayGet, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.ArrayGet(call.Text(0), call.Value<long>(1))),
                ScalarType.Varchar, ScalarType.Bigint),
            Make(LocalFunctions.JsonArrayContains, ScalarType.Boolean, call =>
                call.ReturnOrNull<byte>(JsonText.ArrayContains(call.Text(0), call.Text(1)) is { } found ? Convert.ToByte(found) : null),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.JsonIsScalar, ScalarType.Boolean,
                call => call.ReturnFlag(JsonText.IsScalar(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonQuote, ScalarType.Varchar, call => call.Return(JsonText.Quote(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.JsonNumber, ScalarType.Varchar,
                call => call.Return(JsonText.Number(call.Value<double>(0))),
                ScalarType.Double),
            Make(LocalFunctions.JsonVarchar, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.CastVarchar(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonInteger, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.CastInteger(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonNumberText, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.CastNumber(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonScalarText, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.CastText(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.JsonElements, texts, call => call.ReturnOrNull(JsonText.Elements(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.JsonKeys, texts, call => call.ReturnOrNull(JsonText.Keys(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.JsonMembers, texts, call => call.ReturnOrNull(JsonText.Values(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.JsonMember, ScalarType.Varchar,
                call => call.ReturnOrNull(JsonText.Member(call.Text(0), call.Text(1), call.Value<int>(2), call.Value<int>(3))),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Integer, ScalarType.Integer),
            Make(LocalFunctions.Present, ScalarType.Boolean, call => call.ReturnFlag(JsonText.Present(call.Text(0))), ScalarType.Varchar),
        ];
    }

    static IEnumerable<ScalarFunction> Text() =>
    [
        Make(LocalFunctions.CheckPattern, ScalarType.Varchar,
            call => call.Return(LikePattern.Problem(call.Text(0), call.Text(1)) is { } problem
                ? throw InvalidArgument(problem)
                : call.Text(0)),
            ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.Join, ScalarType.Varchar,
            call => call.Return(TextKernels.Join(call.Texts(0), call.Text(1), call.BytesLeft)),
            ScalarType.Varchar with { IsList = true }, ScalarType.Varchar),
        Make(LocalFunctions.JoinTruncated, ScalarType.Varchar,
            call => call.Return(TextKernels.JoinTruncated(call.Texts(0), call.Text(1), call.Text(2), call.Flag(3))),
            ScalarType.Varchar with { IsList = true }, ScalarType.Varchar, ScalarType.Varchar, ScalarType.Boolean),
        Make(LocalFunctions.Replace, ScalarType.Varchar,
            call => call.Return(TextKernels.Replace(call.Text(0), call.Text(1), call.Text(2), call.BytesLeft)),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.Levenshtein, ScalarType.Bigint,
            call => call.Return(TextDistance.Levenshtein(call.Text(0), call.Text(1))),
            ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.Hamming, ScalarType.Bigint,
            call => call.Return(TextDistance.Hamming(call.Text(0), call.Text(1))),
            ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.Sha512, ScalarType.Blob,
            call => call.ReturnBytes(System.Security.Cryptography.SHA512.HashData(call.Bytes(0))),
            ScalarType.Blob),
        Make(LocalFunctions.Base64Url, ScalarType.Varchar,
            call => call.Return(Convert.ToBase64String(call.Bytes(0)).Replace('+', '-').Replace('/', '_')),
            ScalarType.Blob),
        Make(LocalFunctions.FromBase64Url, ScalarType.Blob,
            call => call.ReturnBytes(
                FromText(call.Text(0).Replace('-', '+').Replace('_', '/'), Convert.FromBase64String, "base64url")),
            ScalarType.Varchar),
        Make(LocalFunctions.Substr, ScalarType.Varchar,
            call => call.Return(TextKernels.Substr(call.Text(0), call.Value<long>(1), call.Value<long>(2))),
            ScalarType.Varchar, ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.SplitPart, ScalarType.Varchar,
            call => call.ReturnOrNull(TextKernels.SplitPart(call.Text(0), call.Text(1), call.Value<long>(2))),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint),
        Make(LocalFunctions.Split, ScalarType.Varchar with { IsList = true },
            call => call.ReturnOrNull(TextKernels.Split(call.Text(0), call.Text(1), call.Value<long>(2))),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint),
        Make(LocalFunctions.Trim, ScalarType.Varchar,
            call => call.Return(TextKernels.Trim(call.Text(0), call.Text(1), call.Text(2))),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.Pad, ScalarType.Varchar,
            call => call.Return(TextKernels.Pad(call.Text(0), call.Value<long>(1), call.Text(2), call.Flag(3), call.BytesLeft)),
            ScalarType.Varchar, ScalarType.Bigint, ScalarType.Varchar, ScalarType.Boolean),
        Make(LocalFunctions.Strpos, ScalarType.Bigint,
            call => call.Return(TextKernels.Strpos(call.Text(0), call.Text(1), call.Value<long>(2))),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint),
        Make(LocalFunctions.Codepoint, ScalarType.Integer, call => call.Return(TextKernels.Codepoint(call.Text(0))), ScalarType.Varchar),
        Make(LocalFunctions.Chr, ScalarType.Varchar, call => call.Return(TextKernels.Chr(call.Value<long>(0))), ScalarType.Bigint),
        Make(LocalFunctions.Translate, ScalarType.Varchar,
            call => call.Return(TextKernels.Translate(call.Text(0), call.Text(1), call.Text(2))),
            ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar),
        // Bytes that are not UTF-8 become U+FFFD.
        Make(LocalFunctions.FromUtf8, ScalarType.Varchar, call => call.Return(call.Text(0)), ScalarType.Blob),
        Make(LocalFunctions.UrlPart, ScalarType.Varchar,
            call => call.ReturnOrNull(TextKernels.UrlPart(call.Text(0), call.Text(1))),
            ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.UrlParameter, ScalarType.Varchar,
            call => call.ReturnOrNull(TextKernels.UrlParameter(call.Text(0), call.Text(1))),
            ScalarType.Varchar, ScalarType.Varchar),
        Make(LocalFunctions.UrlEncode, ScalarType.Varchar, call => call.Return(TextKernels.UrlEncode(call.Text(0))), ScalarType.Varchar),
        Make(LocalFunctions.UrlDecode, ScalarType.Varchar, call => call.Return(TextKernels.UrlDecode(call.Text(0))), ScalarType.Varchar),
        Make(LocalFunctions.FromHex, ScalarType.Blob,
            call => call.ReturnBytes(FromText(call.Text(0), Convert.FromHexString, "hex")),
            ScalarType.Varchar),
        Make(LocalFunctions.FromBase64, ScalarType.Blob,
            call => call.ReturnBytes(FromText(call.Text(0), Convert.FromBase64String, "base64")),
            ScalarType.Varchar),
        Make(LocalFunctions.Crc32, ScalarType.Bigint, call => call.Return((long)Checksum(call.Bytes(0))), ScalarType.Blob),
    ];

    static IEnumerable<ScalarFunction> Regex(TimeSpan limit)
    {
        var regex = new RegexSet(limit);
        var texts = ScalarType.Varchar with { IsList = true };
        return
        [
            Make(LocalFunctions.RegexpLike, ScalarType.Boolean,
                call => call.ReturnFlag(regex.IsMatch(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.RegexpExtract, ScalarType.Varchar,
                call => call.ReturnOrNull(regex.Extract(call.Text(0), call.Text(1), call.Value<long>(2))),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint),
            Make(
                LocalFunctions.RegexpExtractAll,
                texts,
                call => call.ReturnOrNull(regex.ExtractAll(call.Text(0), call.Text(1), call.Value<long>(2))),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint),
            Make(LocalFunctions.RegexpReplace, ScalarType.Varchar,
                call => call.Return(regex.Replace(call.Text(0), call.Text(1), call.Text(2))),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar),
            Make(
                LocalFunctions.RegexpSplit,
                texts,
                call => call.ReturnOrNull(regex.Split(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.RegexpCount, ScalarType.Bigint,
                call => call.Return(regex.Count(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.RegexpPositionOf, ScalarType.Bigint,
                call => call.Return(regex.Position(call.Text(0), call.Text(1), call.Value<long>(2), call.Value<long>(3))),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Bigint, ScalarType.Bigint),
            Make(LocalFunctions.RegexpGroups, ScalarType.Bigint, call => call.Return(regex.Groups(call.Text(0))), ScalarType.Varchar),
            Make(
                LocalFunctions.RegexpParts,
                texts,
                call => call.ReturnOrNull(regex.Parts(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.RegexpPosition, ScalarType.Bigint,
                call => call.Return(regex.Position(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
        ];
    }
}
