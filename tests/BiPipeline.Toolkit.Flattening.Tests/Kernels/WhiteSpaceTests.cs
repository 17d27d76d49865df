using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening.Tests.Kernels;

/// <summary>Compares every form of the scan over white space with its scalar definition.</summary>
public sealed class WhiteSpaceTests
{
    // Neighbours of the four white-space bytes, other control characters, and bytes of the upper half.
    [Theory]
    [InlineData((byte)'{')]
    [InlineData((byte)'!')]
    [InlineData((byte)0)]
    [InlineData((byte)0x0B)]
    [InlineData((byte)0x1F)]
    [InlineData((byte)0xA0)]
    public void End_AtEveryPlaceOfEveryLength_EqualsScalar(byte stop)
    {
        for (var length = 0; length <= 257; length++)
        {
            var text = new byte[length];
            for (var i = 0; i < length; i++) { text[i] = " \n\r\t"u8[i * 7 % 4]; }
            Agree(text, 0, length);
            for (var place = 0; place < length; place++)
            {
                var kept = text[place];
                text[place] = stop;
                Agree(text, 0, place);
                Agree(text, Math.Min(length, place + 1), length);
                text[place] = kept;
            }
        }
    }

    static void Agree(byte[] text, int start, int expected)
    {
        if (WhiteSpace.Scalar(text, start) != expected || WhiteSpace.Vectorized128(text, start) != expected || WhiteSpace.Vectorized256(text, start) != expected || WhiteSpace.End(text, start) != expected)
        {
            Assert.Fail($"Length {text.Length}, start {start}: a form differs from {expected}.");
        }
    }
}
