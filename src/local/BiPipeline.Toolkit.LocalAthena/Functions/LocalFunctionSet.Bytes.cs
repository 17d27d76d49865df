using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class LocalFunctionSet
{
    static IEnumerable<ScalarFunction> Bytes() =>
    [
        Make(LocalFunctions.FromUtf8Replacing, ScalarType.Varchar,
            call => call.Return(TextKernels.FromUtf8(call.Bytes(0), call.Text(1))),
            ScalarType.Blob, ScalarType.Varchar),
        Make(LocalFunctions.PadBytes, ScalarType.Blob,
            call => call.ReturnBytes(
                BinaryKernels.Pad(call.Bytes(0), call.Value<long>(1), call.Bytes(2), call.Flag(3), call.BytesLeft)),
            ScalarType.Blob, ScalarType.Bigint, ScalarType.Blob, ScalarType.Boolean),
        Make(LocalFunctions.SubstrBytes, ScalarType.Blob,
            call => call.ReturnBytes(BinaryKernels.Substr(call.Bytes(0), call.Value<long>(1), call.Value<long>(2))),
            ScalarType.Blob, ScalarType.Bigint, ScalarType.Bigint),
        Make(LocalFunctions.ReverseBytes, ScalarType.Blob, call => call.ReturnBytes(BinaryKernels.Reverse(call.Bytes(0))), ScalarType.Blob),
        Make(LocalFunctions.Base32, ScalarType.Varchar, call => call.Return(BinaryKernels.Base32(call.Bytes(0))), ScalarType.Blob),
        Make(LocalFunctions.FromBase32, ScalarType.Blob,
            call => call.ReturnBytes(BinaryKernels.FromBase32(call.Text(0))),
            ScalarType.Varchar),
        Make(LocalFunctions.Hmac, ScalarType.Blob,
            call => call.ReturnBytes(BinaryKernels.Hmac(call.Text(0), call.Bytes(1), call.Bytes(2))),
            ScalarType.Varchar, ScalarType.Blob, ScalarType.Blob),
        Make(LocalFunctions.BigEndian, ScalarType.Blob,
            call => call.ReturnBytes(BinaryKernels.BigEndian(call.Value<long>(0), call.Value<int>(1))),
            ScalarType.Bigint, ScalarType.Integer),
        Make(LocalFunctions.FromBigEndian, ScalarType.Bigint,
            call => call.Return(BinaryKernels.FromBigEndian(call.Bytes(0), call.Value<int>(1), call.Text(2))),
            ScalarType.Blob, ScalarType.Integer, ScalarType.Varchar),
        Make(LocalFunctions.Ieee754, ScalarType.Blob,
            call => call.ReturnBytes(call.Value<int>(1) == 8
                ? BinaryKernels.BigEndian(BitConverter.DoubleToInt64Bits(call.Value<double>(0)), 8)
                : BinaryKernels.BigEndian(BitConverter.SingleToInt32Bits((float)call.Value<double>(0)), 4)),
            ScalarType.Double, ScalarType.Integer),
        Make(LocalFunctions.FromIeee754, ScalarType.Double,
            call => call.Return(call.Value<int>(1) == 8
                ? BitConverter.Int64BitsToDouble(BinaryKernels.FromBigEndian(call.Bytes(0), 8, "from_ieee754_64"))
                : BitConverter.Int32BitsToSingle((int)BinaryKernels.FromBigEndian(call.Bytes(0), 4, "from_ieee754_32"))),
            ScalarType.Blob, ScalarType.Integer),
        Make(LocalFunctions.XxHash64, ScalarType.Blob, call => call.ReturnBytes(BinaryKernels.XxHash64(call.Bytes(0))), ScalarType.Blob),
        Make(LocalFunctions.Murmur3, ScalarType.Blob, call => call.ReturnBytes(BinaryKernels.Murmur3(call.Bytes(0))), ScalarType.Blob),
    ];

    static IEnumerable<ScalarFunction> Addresses() =>
    [
        Make(LocalFunctions.ToIpAddress, ScalarType.Blob, call => call.ReturnBytes(IpAddressText.Parse(call.Text(0))), ScalarType.Varchar),
        Make(LocalFunctions.IpText, ScalarType.Varchar, call => call.Return(IpAddressText.Text(call.Bytes(0))), ScalarType.Blob),
        Make(LocalFunctions.IpBytes, ScalarType.Blob, call => call.ReturnBytes(IpAddressText.FromBytes(call.Bytes(0))), ScalarType.Blob),
        Make(LocalFunctions.IpContains, ScalarType.Boolean,
            call => call.ReturnFlag(IpAddressText.Contains(call.Text(0), call.Bytes(1))),
            ScalarType.Varchar, ScalarType.Blob),
    ];
}
