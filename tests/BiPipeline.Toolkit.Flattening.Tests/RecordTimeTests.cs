using System.Globalization;
using System.Numerics;
using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Compares times that are whole numbers with the rule in big integers: the unit by magnitude, and the years 1 to 9999.</summary>
public sealed class RecordTimeTests
{
    static readonly BigInteger Earliest = new(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    static readonly BigInteger Latest = new(new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero).ToUnixTimeMilliseconds());

    public static TheoryData<string> Numbers()
    {
        var numbers = new TheoryData<string> { "0", "7", "1735689619", "1735689619142", "1735689619142857", "-62135596800", "-62135596801", "253402300799999", "253402300800000" };
        for (var digits = 9; digits <= 21; digits++)
        {
            var power = BigInteger.Pow(10, digits);
            foreach (var near in new[] { power - 1, power, power + 1 })
            {
                numbers.Add(near.ToString(CultureInfo.InvariantCulture));
                numbers.Add((-near).ToString(CultureInfo.InvariantCulture));
            }
        }
        return numbers;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Read_WholeNumber_HasTheUnitOfItsMagnitude(string number)
    {
        foreach (var text in new[] { number, $"\"{number}\"", $"{{\"N\":\"{number}\"}}", $"{number}.0" })
        {
            foreach (var microseconds in new[] { false, true })
            {
                var units = BigInteger.Parse(number, CultureInfo.InvariantCulture);
                var magnitude = BigInteger.Abs(units);
                var expected = units * (microseconds || magnitude >= BigInteger.Pow(10, 14) ? 1 : magnitude >= BigInteger.Pow(10, 11) ? 1000 : 1_000_000);
                var floor = BigInteger.DivRem(expected, 1000, out var rest) - (rest.Sign < 0 ? 1 : 0);
                var isTime = floor >= Earliest && floor <= Latest;
                var scanner = new JsonScanner(Encoding.ASCII.GetBytes(text), 0);

                var read = RecordTime.Read(ref scanner, new EscapeBuffer(), microseconds, out var micros, out var known);

                (read, known).ShouldBe((isTime, isTime), text);
                if (isTime) { new BigInteger(micros).ShouldBe(expected, text); }
                else { scanner.Error.ShouldBe(RecordError.BadTime); }
            }
        }
    }
}
