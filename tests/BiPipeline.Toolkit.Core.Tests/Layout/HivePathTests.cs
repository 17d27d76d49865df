using System.Text;

namespace BiPipeline.Toolkit.Tests.Layout;

public sealed class HivePathTests
{
    // apache/hive, FileUtils.java: the characters that Hive escapes, besides U+0001 to U+001F and U+007F.
    const string Special = "\"#%'*/:=?\\{[]^";

    [Theory]
    [InlineData("03:04:05", "03%3A04%3A05")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("{x}", "%7Bx}")]
    [InlineData("[1]", "%5B1%5D")]
    [InlineData("it's", "it%27s")]
    [InlineData("50%", "50%25")]
    [InlineData("a b+c", "a b+c")]
    [InlineData("é", "é")]
    [InlineData("", "__HIVE_DEFAULT_PARTITION__")]
    [InlineData(null, "__HIVE_DEFAULT_PARTITION__")]
    [InlineData("a=b", "a%3Db")]
    [InlineData("%2F", "%252F")]
    [InlineData("\u0000\u001f\u007f", "%00%1F%7F")]
    [InlineData("😀", "😀")]
    public void EscapeValue_OfHivesVectors_MatchesHive(string? value, string expected) => HivePath.EscapeValue(value).ShouldBe(expected);

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("50%", "50%")]
    [InlineData("50%2", "50%2")]
    [InlineData("%zz", "%zz")]
    [InlineData("%25%", "%%")]
    public void Unescape_AnyText_ReadsOnlyTwoHexDigits(string escaped, string expected) => HivePath.Unescape(escaped).ShouldBe(expected);

    [Fact]
    public void Escape_EveryUnicodeScalar_RoundTripsAndChangesOnlyHives()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (!Rune.IsValid(code)) { continue; }
            var text = new Rune(code).ToString();
            var isEscaped = code is < 0x20 or 0x7F || (code < 0x80 && Special.Contains((char)code));

            var escaped = HivePath.Escape(text);

            if (escaped != (isEscaped ? $"%{code:X2}" : text) || HivePath.Unescape(escaped) != text) { Assert.Fail($"U+{code:X4} became '{escaped}'."); }
        }
    }

    [Fact]
    public void EscapeValue_AnyText_RoundTripsAsOneSegment()
    {
        var scalars = Gen.OneOf(
            Gen.Elements("%=/\\.:~{}[]\"'#*?^ +&,;<>|".Select(character => (int)character)),
            Gen.Choose(0, 0xD7FF),
            Gen.Choose(0xE000, 0x10FFFF));
        var texts = scalars.ArrayOf().Select(codes => string.Concat(codes.Select(code => new Rune(code).ToString())));
        var property = Prop.ForAll(Arb.From(texts), text =>
        {
            var segment = HivePath.EscapeValue(text);
            var isPlain = segment != HivePath.NullValue && !segment.StartsWith('~');
            return !segment.Contains('/') && !segment.Contains('\\') && segment is not ("" or "." or "..")
                && Encoding.UTF8.GetByteCount(segment) <= HivePath.MaxValueBytes
                && (!isPlain || HivePath.Unescape(segment) == text);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 500, full: 2_000)).WithReplay(20261123UL, 1UL));
    }

    // SHA-256 of the value's UTF-8 bytes, its first 16 bytes in hex, computed with coreutils' sha256sum.
    [Theory]
    [InlineData(".", "~cdb4ee2aea69cc6a83331bbe96dc2caa")]
    [InlineData("..", "~5ec1f7e700f37c3d0b2981d04855fc34")]
    public void EscapeValue_OfADotName_ReturnsItsHash(string value, string expected) => HivePath.EscapeValue(value).ShouldBe(expected);

    [Fact]
    public void EscapeValue_From201Bytes_ReturnsTheHash()
    {
        HivePath.EscapeValue(new string('a', 200)).ShouldBe(new string('a', 200));
        HivePath.EscapeValue(new string('a', 201)).ShouldStartWith("~");
        HivePath.EscapeValue(new string('a', 1_000)).ShouldBe("~41edece42d63e8d9bf515a9ba6932e1c");
        HivePath.EscapeValue(new string('/', 67)).ShouldStartWith("~");
        HivePath.EscapeValue(new string('/', 66)).ShouldBe(string.Concat(Enumerable.Repeat("%2F", 66)));
        HivePath.EscapeValue(new string('é', 101)).ShouldStartWith("~");
    }

    [Fact]
    public void Segment_NameAndValue_AreJoinedByAnEqualsSign() => HivePath.Segment("dt", "2026-11-22").ShouldBe("dt=2026-11-22");
}
