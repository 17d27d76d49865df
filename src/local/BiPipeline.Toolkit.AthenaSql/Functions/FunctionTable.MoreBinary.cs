using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static TrinoType Bin => TrinoType.Varbinary;

    static IEnumerable<FunctionEntry> MoreBinary() =>
    [
        Scalar("to_base32", new Overload(V, $"{LocalFunctions.Base32}({{0}})", Bin)),
        Scalar("from_base32", new Overload(Bin, $"{LocalFunctions.FromBase32}({{0}})", V)),
        .. ((string[])["md5", "sha1", "sha256", "sha512"]).Select(
            name => Scalar($"hmac_{name}", new Overload(Bin, $"{LocalFunctions.Hmac}('{name}', {{0}}, {{1}})", Bin, Bin))),
        Scalar("xxhash64", new Overload(Bin, $"{LocalFunctions.XxHash64}({{0}})", Bin)),
        Scalar("murmur3", new Overload(Bin, $"{LocalFunctions.Murmur3}({{0}})", Bin)),
        Scalar("to_big_endian_32", new Overload(Bin, $"{LocalFunctions.BigEndian}({{0}}, 4)", TrinoType.Integer)),
        Scalar("to_big_endian_64", new Overload(Bin, $"{LocalFunctions.BigEndian}({{0}}, 8)", L)),
        Scalar(
            "from_big_endian_32",
            new Overload(TrinoType.Integer, $"CAST({LocalFunctions.FromBigEndian}({{0}}, 4, 'from_big_endian_32') AS INTEGER)", Bin)),
        Scalar("from_big_endian_64", new Overload(L, $"{LocalFunctions.FromBigEndian}({{0}}, 8, 'from_big_endian_64')", Bin)),
        Scalar("to_ieee754_32", new Overload(Bin, $"{LocalFunctions.Ieee754}({{0}}, 4)", TrinoType.Real)),
        Scalar("to_ieee754_64", new Overload(Bin, $"{LocalFunctions.Ieee754}({{0}}, 8)", D)),
        Scalar("from_ieee754_32", new Overload(TrinoType.Real, $"CAST({LocalFunctions.FromIeee754}({{0}}, 4) AS FLOAT)", Bin)),
        Scalar("from_ieee754_64", new Overload(D, $"{LocalFunctions.FromIeee754}({{0}}, 8)", Bin)),
        Scalar("normal_cdf", new Overload(D, $"{LocalFunctions.NormalCdf}({{0}}, {{1}}, {{2}})", D, D, D)),
        Scalar("inverse_normal_cdf", new Overload(D, $"{LocalFunctions.InverseNormalCdf}({{0}}, {{1}}, {{2}})", D, D, D)),
        Scalar("wilson_interval_lower", new Overload(D, $"{LocalFunctions.WilsonInterval}({{0}}, {{1}}, {{2}}, true)", L, L, D)),
        Scalar("wilson_interval_upper", new Overload(D, $"{LocalFunctions.WilsonInterval}({{0}}, {{1}}, {{2}}, false)", L, L, D)),
    ];
}
