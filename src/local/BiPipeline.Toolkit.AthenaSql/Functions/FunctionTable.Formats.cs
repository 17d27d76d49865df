using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static IEnumerable<FunctionEntry> Formats() =>
    [
        Scalar("format", Format),
        Scalar("format_number", call =>
        {
            call.Expect(1, 1);
            return new($"{LocalFunctions.FormatNumber}({call.As(0, D)})", V);
        }),
        Scalar("human_readable_seconds", new Overload(V, $"{LocalFunctions.SecondsText}({{0}})", D)),
        Scalar("parse_duration", new Overload(TrinoType.DaySecond, $"to_microseconds({LocalFunctions.Duration}({{0}}))", V)),
        .. Scalar("parse_data_size", new Overload(TrinoType.Decimal(38, 0), $"{LocalFunctions.DataSize}({{0}})", V))
            .Alias("parse_presto_data_size"),
        Scalar("to_milliseconds", new Overload(L, "(CAST(epoch_us({0}) AS BIGINT) // 1000)", TrinoType.DaySecond)),
        Scalar("soundex", new Overload(V, $"{LocalFunctions.Soundex}({{0}})", V)),
        Scalar(
            "word_stem",
            new(V, $"{LocalFunctions.WordStem}({{0}}, 'en')", V),
            new(V, $"{LocalFunctions.WordStem}({{0}}, {{1}})", V, V)),
        Scalar("luhn_check", new Overload(B, $"{LocalFunctions.Luhn}({{0}})", V)),
        Scalar("normalize", call =>
        {
            call.Expect(1, 1);
            return new($"{LocalFunctions.Normalize}({call.Text(0)}, '{call.Node.Form ?? "NFC"}')", V);
        }),
        Scalar("split_to_map", call =>
        {
            var arguments = Pairs(call, "false");
            return new(
                $"map({LocalFunctions.SplitKeys}({arguments}), {LocalFunctions.SplitValues}({arguments}))",
                TrinoType.Map(V, V));
        }),
        Scalar("split_to_multimap", call =>
        {
            var arguments = Pairs(call, "true");
            return new(
                DuckSql.Let($"{LocalFunctions.SplitKeys}({arguments})", keys =>
                    DuckSql.Let($"{LocalFunctions.SplitValues}({arguments})", values =>
                        $"map_from_entries(list_transform({DistinctList(keys, V)}, {ValuesOf(keys, values)}))")),
                TrinoType.Map(V, Texts));
        }),
    ];

    static DuckSql Pairs(CallSite call, string several)
    {
        call.Expect(3, 3);
        return $"{call.Text(0)}, {call.Text(1)}, {call.Text(2)}, {several}";
    }

    // A key with the values at its positions.
    static DuckSql ValuesOf(DuckSql keys, DuckSql values) => DuckSql.Lambda(key =>
    {
        var chosen = DuckSql.Lambda((_, i) => $"{keys}[{i}] = {key}");
        return $"struct_pack(\"key\" := {key}, \"value\" := list_filter({values}, {chosen}))";
    });

    static Typed Format(CallSite call)
    {
        call.Expect(2, int.MaxValue);
        if (!call[0].Type.IsText)
        {
            throw ExpressionTranslator.Mismatch(
                call.Node.Arguments[0].Position,
                $"Type of first argument to format() must be VARCHAR (actual: {call[0].Type})");
        }
        var tagged = DuckSql.Join(", ", Enumerable.Range(1, call.Count - 1).Select(i => FormatArgumentOf(call, i)));
        return new($"{LocalFunctions.Format}({call.Text(0)}, [{tagged}])", V);
    }

    // A value with its kind before it, for all kinds are in one list.
    static DuckSql FormatArgumentOf(CallSite call, int argument)
    {
        var value = call[argument];
        var (kind, text) = value.Type switch
        {
            TrinoType.UnknownType => (FormatArgument.Null, (DuckSql?)"''"),
            TrinoType.BooleanType => (FormatArgument.Boolean, Conversion.ToText(value)),
            TrinoType.IntegerType => (FormatArgument.Integer, Conversion.ToText(value)),
            TrinoType.RealType => (FormatArgument.Double, $"{LocalFunctions.DoubleText}({LocalFunctions.WidenReal}({value.Sql}))"),
            TrinoType.DoubleType => (FormatArgument.Double, Conversion.ToText(value)),
            TrinoType.DecimalType => (FormatArgument.Decimal, Conversion.ToText(value)),
            TrinoType.DateType => (FormatArgument.Date, $"CAST(epoch_us(CAST({value.Sql} AS TIMESTAMP)) AS VARCHAR)"),
            TrinoType.TimeType => (FormatArgument.Time, $"CAST(epoch_us({value.Sql}) AS VARCHAR)"),
            TrinoType.TimestampType => (FormatArgument.Timestamp, $"CAST(epoch_us({value.Sql}) AS VARCHAR)"),
            TrinoType.TimestampTzType =>
                (FormatArgument.Zoned, $"CAST(epoch_us(({value.Sql}).t) AS VARCHAR) || ' ' || ({value.Sql}).z"),
            TrinoType.JsonType => (FormatArgument.Varchar, value.Sql),
            _ => (FormatArgument.Varchar, Conversion.TryCast(value, V)?.Sql),
        };
        return text is null
            ? throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Type not supported for formatting: {value.Type}",
                call.Node.Arguments[argument].Position)
            : (DuckSql)$"coalesce('{kind.ToString()}' || {text}, '{FormatArgument.Null.ToString()}')";
    }
}
