using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class TruncationTests
{
    [Theory]
    [InlineData("abcdef", "abc", "abd")]
    // A character is never split.
    [InlineData("ab\u00e9x", "ab", "ac")]
    [InlineData("a\u00e9xx", "a\u00e9", "a\u00ea")]
    // The largest code point of its length can't be increased in place, but the one before it can.
    [InlineData("a\u007f\u007fx", "a\u007f\u007f", "b")]
    [InlineData("a\u07ffx", "a\u07ff", "b")]
    public void Text_IsTruncatedToAPrefixAndALargerText(string value, string least, string largest)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var target = new byte[bytes.Length];

        Encoding.UTF8.GetString(bytes, 0, Truncation.MinLength(bytes, 3, isText: true)).ShouldBe(least);
        Truncation.TryMax(bytes, 3, isText: true, target, out var length).ShouldBeTrue();
        Encoding.UTF8.GetString(target, 0, length).ShouldBe(largest);
    }

    [Fact]
    public void Text_BeforeTheSurrogates_SkipsThem()
    {
        var bytes = Encoding.UTF8.GetBytes("\ud7ffxxx");
        var target = new byte[bytes.Length];

        Truncation.TryMax(bytes, 3, isText: true, target, out var length).ShouldBeTrue();

        Encoding.UTF8.GetString(target, 0, length).ShouldBe("\ue000");
    }

    [Fact]
    public void Binary_LastByte_IsIncreasedOrDropped()
    {
        var target = new byte[4];

        Truncation.TryMax([1, 2, 3, 4], 3, isText: false, target, out var length).ShouldBeTrue();
        target[..length].ShouldBe([1, 2, 4]);
        Truncation.TryMax([1, 0xff, 0xff, 4], 3, isText: false, target, out length).ShouldBeTrue();
        target[..length].ShouldBe([2]);
        Truncation.TryMax([0xff, 0xff, 0xff, 4], 3, isText: false, target, out _).ShouldBeFalse();
    }

    [Fact]
    public void AnyText_StaysValidAndInOrder() =>
        Prop.ForAll(Arb.From(Gen.Elements("a", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff").ArrayOf()), parts =>
        {
            var value = Encoding.UTF8.GetBytes(string.Concat(parts));
            for (var most = 1; most < value.Length; most++)
            {
                var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
                var least = value.AsSpan(0, Truncation.MinLength(value, most, isText: true));
                strict.GetString(least);
                least.Length.ShouldBeLessThanOrEqualTo(most);
                least.SequenceCompareTo(value).ShouldBeLessThan(0);

                var target = new byte[value.Length];
                if (Truncation.TryMax(value, most, isText: true, target, out var length))
                {
                    var largest = target.AsSpan(0, length);
                    strict.GetString(largest);
                    length.ShouldBeLessThanOrEqualTo(most);
                    largest.SequenceCompareTo(value).ShouldBeGreaterThan(0);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261123UL, 9UL));
}
