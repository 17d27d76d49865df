using System.Text;

namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>Stream records, well-formed and not. Each value contains a text that may appear only in the lake.</summary>
sealed class CanaryRecords(int seed)
{
    internal const string Text = "c4nary-7f3e9b1d2";
    internal const string Digits = "7714203958826641";

    readonly Random _random = new(seed);
    int _number;

    /// <summary>The forms of a value: unchanged, in base64 at each of its three offsets, in hexadecimal.</summary>
    internal static string[] Forms { get; } =
    [
        Text,
        Digits,
        .. Enumerable.Range(0, 3).Select(Base64),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Text)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text)),
    ];

    /// <summary>A Lambda event of some records.</summary>
    internal byte[] Event(int records) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', Enumerable.Range(0, records).Select(_ => Record()))}}]}""");

    /// <summary>JSON lines of some records.</summary>
    internal byte[] Lines(int records) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, records).Select(_ => Record() + "\n")));

    /// <summary>Returns an event with some changed bytes, or an incomplete one. Letters stay, because an attribute with another name has no policy.</summary>
    internal byte[] Mangled(int records)
    {
        var bytes = Event(records);
        for (var i = _random.Next(1, 4); i > 0;)
        {
            var at = _random.Next(bytes.Length);
            if (char.IsAsciiLetter((char)bytes[at])) { continue; }
            bytes[at] = (byte)"\"{}[]:,\\\u0001x9"[_random.Next(11)];
            i--;
        }
        return bytes[..(_random.Next(3) == 0 ? _random.Next(bytes.Length) : bytes.Length)];
    }

    string Record()
    {
        var number = ++_number;
        var image = $$"""{"id":{"S":"{{Text}}{{number}}"},"amount":{{Value(0)}},"text":{{Value(0)}},"lines":{"L":[{"M":{"sku":{{Value(0)}},"more":{{Value(0)}} } }]},"other":{{Value(0)}}}""";
        var keys = $$$"""{"id":{"S":"{{{Text}}}{{{number}}}"}}""";
        var dynamodb = _random.Next(12) switch
        {
            0 => $$"""{"NewImage":{{image}},"SequenceNumber":"{{number}}"}""",
            1 => $$"""{"Keys":{{keys}},"SequenceNumber":"{{number}}"}""",
            2 => $$"""{"Keys":{"id":{"N":"{{Digits}}"} },"NewImage":{{image}},"SequenceNumber":"{{number}}"}""",
            3 => $$"""{"Keys":{{keys}},"NewImage":{{image}},"NewImage":{{image}},"SequenceNumber":"{{number}}"}""",
            4 => $$"""{"Keys":{{keys}},"NewImage":{"id":{"S":"{{Text}}"},"amount":{"N":"{{Text}}"},"text":{"WRONG":"{{Text}}"} },"SequenceNumber":"{{number}}"}""",
            5 => $$"""{"Keys":{{keys}},"NewImage":{{image}},"ApproximateCreationDateTime":"soon","SequenceNumber":"{{number}}"}""",
            6 => $$"""{"Keys":{{keys}},"NewImage":{"deep":{{string.Concat(Enumerable.Repeat("{\"L\":[", 40))}}{"S":"{{Text}}"}{{string.Concat(Enumerable.Repeat("]}", 40))}} },"SequenceNumber":"{{number}}"}""",
            _ => $$"""{"ApproximateCreationDateTime":1767225600,"Keys":{{keys}},"NewImage":{{image}},"OldImage":{{image}},"SequenceNumber":"{{number}}"}""",
        };
        return $$"""{"eventID":"e{{number}}","eventName":"MODIFY","dynamodb":{{dynamodb}},"eventSourceARN":"{{Change.Arn}}"}""";
    }

    string Value(int depth) => _random.Next(depth > 2 ? 5 : 9) switch
    {
        0 => $$"""{"S":"{{Text}}"}""",
        1 => $$"""{"N":"{{(_random.Next(2) == 0 ? Digits : Digits + "." + Digits)}}"}""",
        2 => $$"""{"B":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Text))}}"}""",
        3 => $$"""{"SS":["{{Text}}","{{Text}}2"]}""",
        4 => $$"""{"NS":["{{Digits}}"]}""",
        5 => $$"""{"L":[{{Value(depth + 1)}},{{Value(depth + 1)}}]}""",
        6 => $$"""{"M":{"a":{{Value(depth + 1)}},"b":{{Value(depth + 1)}} } }""",
        7 => $$"""{"BS":["{{Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Text))}}"]}""",
        _ => $$"""{"S":"\u0022{{Text}}\n"}""",
    };

    static string Base64(int offset)
    {
        // The characters of a base64 text that depend only on the canary.
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', offset) + Text));
        return text[(offset == 0 ? 0 : 4)..((offset + Text.Length) / 3 * 4)];
    }
}
