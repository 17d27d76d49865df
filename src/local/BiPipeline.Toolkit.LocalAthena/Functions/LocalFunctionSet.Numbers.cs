using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class LocalFunctionSet
{
    static IEnumerable<ScalarFunction> Numbers() =>
    [
        Make(LocalFunctions.Combinations, ScalarType.Varchar with { IsList = true },
            call => call.ReturnOrNull(ArrayLimits.Combinations(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.CheckCount, ScalarType.Bigint,
            call => call.Return(call.Value<long>(0) > 0 ? call.Value<long>(0) : throw InvalidArgument(call.Text(1))),
            ScalarType.Bigint, ScalarType.Varchar),
        Make(LocalFunctions.CheckOffset, ScalarType.Bigint,
            call => call.Return(call.Value<long>(0) >= call.Value<long>(1)
                ? call.Value<long>(0)
                : throw InvalidArgument(
                    string.Create(CultureInfo.InvariantCulture, $"Offset must be at least {call.Value<long>(1)}, and not NULL"))),
            ScalarType.Bigint, ScalarType.Bigint),
        // The width of the range.
        Make(LocalFunctions.CheckRandom, ScalarType.Bigint,
            call => call.Return(call.Value<long>(0) < call.Value<long>(1)
                ? call.Value<long>(1) - call.Value<long>(0)
                : throw InvalidArgument("bound must be positive, and start value must be less than stop value")),
            ScalarType.Bigint, ScalarType.Bigint),
        // 0, 1, or another number for what cannot be known.
        Make(LocalFunctions.CheckKnown, ScalarType.Boolean,
            call => call.ReturnFlag(call.Value<long>(0) switch
            {
                0 => false,
                1 => true,
                _ => throw new LocalAthenaQueryException(FailureCode.NotSupported, call.Text(1)),
            }),
            ScalarType.Bigint, ScalarType.Varchar),
        Make(LocalFunctions.CheckOrder, ScalarType.Bigint,
            call => call.Return(call.Value<long>(0) is >= -1 and <= 1
                ? call.Value<long>(0)
                : throw InvalidArgument("Lambda comparator must return either -1, 0, or 1")),
            ScalarType.Bigint),
        Make(LocalFunctions.CheckKeys, ScalarType.Boolean,
            call => call.ReturnFlag(call.Value<long>(0) == call.Value<long>(1)
                ? true
                : throw InvalidArgument("Key and value arrays must be the same length")),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.WidthBucketOf, ScalarType.Bigint,
            call => call.Return(Statistics.Bucket(call.Value<double>(0), call.Doubles(1))),
            ScalarType.Double, ScalarType.Double with { IsList = true }),
        Make(LocalFunctions.BitCount, ScalarType.Bigint,
            call => call.Return(Statistics.BitCount(call.Value<long>(0), call.Value<long>(1))),
            ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.NormalCdf, ScalarType.Double,
            call => call.Return(Statistics.NormalCdf(call.Value<double>(0), call.Value<double>(1), call.Value<double>(2))),
            ScalarType.Double, ScalarType.Double, ScalarType.Double),
        Make(LocalFunctions.InverseNormalCdf, ScalarType.Double,
            call => call.Return(Statistics.InverseNormalCdf(call.Value<double>(0), call.Value<double>(1), call.Value<double>(2))),
            ScalarType.Double, ScalarType.Double, ScalarType.Double),
        Make(LocalFunctions.WilsonInterval, ScalarType.Double,
            call => call.Return(Statistics.Wilson(call.Value<long>(0), call.Value<long>(1), call.Value<double>(2), call.Flag(3))),
            ScalarType.Bigint, ScalarType.Bigint, ScalarType.Double, ScalarType.Boolean),
    ];

    static LocalAthenaQueryException InvalidArgument(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
