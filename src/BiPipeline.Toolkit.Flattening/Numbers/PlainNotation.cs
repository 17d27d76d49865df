using System.Buffers;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writer of JSON numbers without an exponent.</summary>
static class PlainNotation
{
    /// <summary>Largest number of digits; DynamoDB's own numbers have at most 168.</summary>
    internal const int MaxDigits = 1_000;

    /// <summary>Writes a number. Returns false when it has more than <see cref="MaxDigits"/> digits.</summary>
    internal static bool TryWrite(NumberText number, IBufferWriter<byte> output)
    {
        // The digits are whole+fraction; the point is 'point' digits from the left.
        var point = number.Whole.Length + number.Exponent;
        var digits = number.Whole.Length + number.Fraction.Length;
        if (point > MaxDigits || digits - point > MaxDigits || digits > MaxDigits) { return false; }

        var writer = new DigitWriter(output.GetSpan(MaxDigits * 3));
        if (number.Negative) { writer.Add((byte)'-'); }
        var started = false;
        for (var i = 0; i < point; i++)
        {
            var digit = Digit(number, i);
            started |= digit != '0';
            if (started) { writer.Add(digit); }
        }
        if (!started) { writer.Add((byte)'0'); }

        if (digits > point)
        {
            writer.Add((byte)'.');
            for (var i = point; i < digits; i++) { writer.Add(Digit(number, i)); }
        }
        output.Advance(writer.Written);
        return true;
    }

    static byte Digit(NumberText number, int index) =>
        index < 0 || index >= number.Whole.Length + number.Fraction.Length ? (byte)'0'
        : index < number.Whole.Length ? number.Whole[index]
        : number.Fraction[index - number.Whole.Length];

    ref struct DigitWriter(Span<byte> output)
    {
        readonly Span<byte> _output = output;

        internal int Written { get; private set; }

        internal void Add(byte value) => _output[Written++] = value;
    }
}
