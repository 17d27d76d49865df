using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests properties that every input has: splits, names, numbers.</summary>
public sealed class FlattenPropertyTests
{
    static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 100, full: 500)).WithReplay(20261123UL, 1UL);

    static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"n","path":"n","type":"decimal(20,4)"},{"name":"l","path":"l","type":"array<struct<a:string>>"}],
         "children":[{"table":"c","path":"l","columns":[{"name":"a","path":"a","type":"string"}]}]}
        """);

    static readonly string[] Attributes =
    [
        """  "n":{"N":"1.5"} """, """  "n":{"S":"x"} """, """  "n":{"N":"?"} """, """  "l":{"L":[{"M":{"a":{"S":"é"},"b":{"N":"1"}}}]} """, """  "l":{"L":[]} """, """  "z":{"M":{"y":{"B":"AAEC"}}} """, """  "m":{"NULL":true} """,
    ];

    static readonly Gen<string[]> Lines = Gen.Elements(Attributes).ListOf()
        .Select(attributes => StreamRecord.Insert(string.Join(',', attributes)))
        .ArrayOf();

    [Fact]
    public void Flatten_SplitAnywhere_MatchesTheWhole() => Prop.ForAll(Lines.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (lines, cut) =>
    {
        var split = lines.Length == 0 ? 0 : cut % (lines.Length + 1);

        Rows(lines[..split], lines[split..]).ShouldBe(Rows(lines));
    }).Check(Seeded);

    [Fact]
    public void Flatten_AsEventOrAsLines_GivesTheSame() => Prop.ForAll(Lines.ToArbitrary(), lines =>
    {
        var flattener = new RecordFlattener(Schema);
        flattener.Flatten(Encoding.UTF8.GetBytes(StreamRecord.Event(lines)));

        Rows(flattener).ShouldBe(Rows(lines));
    }).Check(Seeded);

    [Fact]
    public void Decimals_AgreeWithBigIntegers() => Prop.ForAll(Numbers.ToArbitrary(), Gen.Choose(1, 38).SelectMany(precision => Gen.Choose(0, precision).Select(scale => (precision, scale))).ToArbitrary(), (text, type) =>
    {
        var (precision, scale) = type;

        Flatten.Value($"decimal({precision},{scale})", $$"""{"N":"{{text}}"}""").Value.ShouldBe(Expected(text, precision, scale) ?? "NULL");
    }).Check(Seeded.WithMaxTest(TestVolume.Of(usual: 750, full: 3_000)));

    [Fact]
    public void Integers_AgreeWithBigIntegers() => Prop.ForAll(Numbers.ToArbitrary(), text =>
    {
        var exact = Unscaled(text, 0);
        var expected = exact is { } value && value >= long.MinValue && value <= long.MaxValue ? value.ToString(CultureInfo.InvariantCulture) : "NULL";

        Flatten.Value("bigint", $$"""{"N":"{{text}}"}""").Value.ShouldBe(expected);
    }).Check(Seeded.WithMaxTest(TestVolume.Of(usual: 750, full: 3_000)));

    [Fact]
    public void Doubles_AgreeWithTheFramework() => Prop.ForAll(Numbers.ToArbitrary(), text =>
    {
        var expected = double.Parse(text, CultureInfo.InvariantCulture);

        Flatten.Value("double", $$"""{"N":"{{text}}"}""").Value.ShouldBe(double.IsFinite(expected) ? expected.ToString("R", CultureInfo.InvariantCulture) : "NULL");
    }).Check(Seeded.WithMaxTest(TestVolume.Of(usual: 750, full: 3_000)));

    // Digits around a point, few or many, trailing zeros, exponents: the forms of DynamoDB and its emulators, and their edges.
    static Gen<string> Numbers =>
        from sign in Gen.Elements("", "-", "+")
        from whole in Digits(0, 40)
        from fraction in Digits(0, 40)
        from zeros in Gen.Choose(0, 30)
        from exponent in Gen.OneOf(Gen.Constant(""), Gen.Choose(-60, 60).Select(value => $"E{value}"))
        select $"{sign}{(whole.Length + fraction.Length == 0 ? "0" : whole)}{(fraction.Length > 0 ? "." + fraction + new string('0', zeros) : new string('0', whole.Length > 0 ? zeros : 0))}{exponent}";

    static Gen<string> Digits(int min, int max) =>
        Gen.Frequency((3, Gen.Choose(min, 6)), (1, Gen.Choose(min, max))).SelectMany(count => Gen.Choose(0, 9).ArrayOf(count)).Select(string.Concat);

    static string? Expected(string text, int precision, int scale)
    {
        if (Unscaled(text, scale) is not { } unscaled || BigInteger.Abs(unscaled) >= BigInteger.Pow(10, precision)) { return null; }
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var plain = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled < 0 ? "-" + plain : plain;
    }

    // The number times 10^scale if that is an integer, with integer arithmetic only.
    static BigInteger? Unscaled(string text, int scale)
    {
        var parts = text.Split('E');
        var mantissa = parts[0].TrimStart('+', '-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse("0" + mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var power = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : mantissa.Length - point - 1) + scale;
        if (text.StartsWith('-')) { digits = -digits; }
        if (power >= 0) { return digits * BigInteger.Pow(10, power); }
        var (quotient, remainder) = (BigInteger.DivRem(digits, BigInteger.Pow(10, -power), out var rest), rest);
        return remainder.IsZero ? quotient : null;
    }

    static string[] Rows(params string[][] payloads)
    {
        var flattener = new RecordFlattener(Schema);
        foreach (var lines in payloads) { flattener.Flatten(Encoding.UTF8.GetBytes(string.Join('\n', lines)), PayloadKind.Lines); }
        return Rows(flattener);
    }

    static string[] Rows(RecordFlattener flattener)
    {
        var batch = flattener.Batches[0];
        return
        [
            .. FlatRow.Rows(batch.Columns),
            .. FlatRow.Rows(batch.Children[0].Columns),
            .. Enumerable.Range(0, batch.Quarantine.Count).Select(i => Flatten.Quarantined(batch, i)),
            .. Enumerable.Range(0, batch.Raw.Count).Select(i => Encoding.UTF8.GetString(batch.Raw.Line(i))),
        ];
    }
}
