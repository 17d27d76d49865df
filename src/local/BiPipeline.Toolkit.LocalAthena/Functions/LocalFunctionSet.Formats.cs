using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Values;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class LocalFunctionSet
{
    static IEnumerable<ScalarFunction> Formats()
    {
        var texts = ScalarType.Varchar with { IsList = true };
        return
        [
            Make(LocalFunctions.ToTime, ScalarType.Time,
                call => call.Return(
                    Parse(call.Text(0), "time", text => DateTimeText.WithinDay(DateTimeText.ParseTime(text, call.Value<int>(1)).Micros))),
                ScalarType.Varchar, ScalarType.Integer),
            Make(LocalFunctions.TimeText, ScalarType.Varchar,
                call => call.Return(DateTimeText.TimeOfDay(call.Value<long>(0), call.Value<int>(1))),
                ScalarType.Time, ScalarType.Integer),
            Make(LocalFunctions.RoundTime, ScalarType.Time,
                call => call.Return(DateTimeText.WithinDay(DateTimeText.Round(call.Value<long>(0), call.Value<int>(1)))),
                ScalarType.Time, ScalarType.Integer),
            Make(LocalFunctions.OffsetZone, ScalarType.Varchar,
                call => call.Return(TimeZones.OfOffset((call.Value<long>(0) * 60) + call.Value<long>(1))),
                ScalarType.Bigint, ScalarType.Bigint),
            Make(LocalFunctions.Upper, ScalarType.Varchar, call => call.Return(TextKernels.Upper(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.NarrowDouble, ScalarType.Float, call => call.Return((float)call.Value<double>(0)), ScalarType.Double),
            Make(LocalFunctions.Fit, ScalarType.Varchar,
                call => call.Return(TextKernels.Fit(call.Text(0), call.Value<int>(1), call.Text(2))),
                ScalarType.Varchar, ScalarType.Integer, ScalarType.Varchar),
            Make(LocalFunctions.Concat, ScalarType.Varchar,
                call => call.ReturnConcatenation(call.Bytes(0), call.Bytes(1)),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.Format, ScalarType.Varchar,
                call => call.Return(
                    JavaFormat.Format(call.Text(0), [.. call.Texts(1).Select(FormatArgument.Parse)], call.BytesLeft)),
                ScalarType.Varchar, texts),
            Make(LocalFunctions.FormatNumber, ScalarType.Varchar,
                call => call.Return(NumberText.Short(call.Value<double>(0))),
                ScalarType.Double),
            Make(LocalFunctions.DataSize, ScalarType.Decimal(0),
                call => DecimalKernels.Return(call, NumberText.DataSize(call.Text(0))),
                ScalarType.Varchar),
            Make(LocalFunctions.SecondsText, ScalarType.Varchar,
                call => call.Return(NumberText.Seconds(call.Value<double>(0))),
                ScalarType.Double),
            Make(LocalFunctions.Duration, ScalarType.Bigint, call => call.Return(NumberText.Duration(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.Soundex, ScalarType.Varchar, call => call.Return(TextCodes.Soundex(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.WordStem, ScalarType.Varchar,
                call => call.Return(call.Text(1) == "en"
                    ? EnglishStemmer.Stem(call.Text(0))
                    : throw new LocalAthenaQueryException(
                        FailureCode.NotSupported,
                        "LocalAthena has word_stem of English only; expected the language 'en'")),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(LocalFunctions.Luhn, ScalarType.Boolean, call => call.ReturnFlag(TextCodes.Luhn(call.Text(0))), ScalarType.Varchar),
            Make(LocalFunctions.Normalize, ScalarType.Varchar,
                call => call.Return(TextCodes.Normalize(call.Text(0), call.Text(1))),
                ScalarType.Varchar, ScalarType.Varchar),
            Make(
                LocalFunctions.SplitKeys,
                texts,
                call => call.ReturnOrNull(TextCodes.Pairs(call.Text(0), call.Text(1), call.Text(2), call.Flag(3)).Keys),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar, ScalarType.Boolean),
            Make(
                LocalFunctions.SplitValues,
                texts,
                call => call.ReturnOrNull(TextCodes.Pairs(call.Text(0), call.Text(1), call.Text(2), call.Flag(3)).Values),
                ScalarType.Varchar, ScalarType.Varchar, ScalarType.Varchar, ScalarType.Boolean),
        ];
    }
}
