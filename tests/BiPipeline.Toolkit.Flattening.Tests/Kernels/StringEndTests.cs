using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening.Tests.Kernels;

/// <summary>Compares every form of the string scan with its scalar definition.</summary>
public sealed class StringEndTests
{
    [Theory]
    [InlineData((byte)'"')]
    [InlineData((byte)'\\')]
    [InlineData((byte)0)]
    [InlineData((byte)0x1F)]
    public void Find_AtEveryPlaceOfEveryLength_EqualsScalar(byte stop)
    {
        for (var length = 0; length <= 257; length++)
        {
            var text = new byte[length];
            for (var i = 0; i < length; i++) { text[i] = (byte)(0x20 + (i * 37 % 0xE0)); }
            text.AsSpan().Replace((byte)'"', (byte)'a');
            text.AsSpan().Replace((byte)'\\', (byte)'b');
            Agree(text, 0);
            for (var place = 0; place < length; place++)
            {
                var kept = text[place];
                text[place] = stop;
                Agree(text, 0);
                Agree(text, Math.Min(length, place + 1));
                text[place] = kept;
            }
        }
    }

    static void Agree(byte[] text, int start)
    {
        var expected = StringEnd.Scalar(text, start);
        if (StringEnd.Vectorized128(text, start) != expected || StringEnd.Vectorized256(text, start) != expected || StringEnd.Find(text, start) != expected)
        {
            Assert.Fail($"Length {text.Length}, start {start}: the forms differ.");
        }
    }
}
