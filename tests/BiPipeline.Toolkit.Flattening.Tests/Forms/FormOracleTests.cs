using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BiPipeline.Toolkit.Flattening.Tests.Forms;

/// <summary>The rows of each form beside boto3's own reading of the items: another language and another deserialiser.</summary>
public sealed class FormOracleTests
{
    const int Items = 300;

    static readonly JsonSerializerOptions Spelled = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Reads one item per line with boto3 and prints its row as FlatRow does.
    const string Oracle = """
        import base64, json, sys
        from decimal import Decimal
        from boto3.dynamodb.types import TypeDeserializer, Binary
        read = TypeDeserializer().deserialize
        def wire(o):  # botocore decodes binary before the deserialiser sees it
            if list(o) == ['B']: return {'B': base64.b64decode(o['B'])}
            return {'BS': [base64.b64decode(e) for e in o['BS']]} if list(o) == ['BS'] else o
        def plain(v):
            if isinstance(v, Decimal): return format(v, 'f')
            if isinstance(v, list): return '[' + ','.join(map(plain, v)) + ']'
            return json.dumps(v, ensure_ascii=False)
        def scaled(v, digits): return 'NULL' if v is None else format(v.quantize(Decimal(1).scaleb(-digits)), 'f')
        def hexed(v): return 'NULL' if v is None else '0x' + bytes(v).hex().upper()
        def listed(v, text): return 'NULL' if v is None else '[' + ', '.join(map(text, sorted(v, key=lambda e: bytes(e) if isinstance(e, Binary) else e))) + ']'
        def text(v): return 'NULL' if v is None else v
        for line in sys.stdin.buffer.read().decode().split('\n'):
            i = {name: read(value) for name, value in json.loads(line, object_hook=wire).items()}
            flag = {None: 'NULL', True: 'true', False: 'false'}[i.get('t')]
            inner = 'NULL' if i.get('m') is None else '{a=' + text(i['m'].get('a')) + '}'
            row = ['id=' + i['id'], 'n=' + scaled(i.get('n'), 2), 'b=' + hexed(i.get('b')), 't=' + flag, 'z=' + text(i.get('z')), 'm=' + inner,
                   'l=' + ('NULL' if i.get('l') is None else plain(i['l'])), 'ss=' + listed(i.get('ss'), str),
                   'ns=' + listed(i.get('ns'), lambda e: scaled(e, 1)), 'bs=' + listed(i.get('bs'), hexed)]
            sys.stdout.buffer.write(('; '.join(row) + '\x1e').encode())
        """;

    // Forms that spell an item as DynamoDB's JSON does; the others have the literal item, whose row boto3 reads too.
    public static TheoryData<string> Wrappers => new(
        """{"Item":@}""", "@", "[@]", """{"Items":[@],"Count":1,"ScannedCount":1}""", """{"Responses":{"t":[@]},"UnprocessedKeys":{}}""",
        """{"Responses":[{"Item":@}]}""", """{"t":[{"PutRequest":{"Item":@}}]}""", """{"RequestItems":{"t":[{"PutRequest":{"Item":@}}]}}""",
        """{"ModelName":"m","DataModel":[{"TableName":"t","TableData":[@]}]}""",
        """{"eventID":"e","eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":"k1"}},"NewImage":@,"SequenceNumber":"700"}}""");

    [RequiresTheory(Need.Botocore)]
    [MemberData(nameof(Wrappers))]
    public async Task Form_OfGeneratedItems_IsTheRowsThatBoto3Reads(string wrapper)
    {
        var random = new Random(20_261_128);
        string[] items = [.. Enumerable.Range(0, Items).Select(_ => Item(random))];

        var expected = await RowsAsync(items);

        var input = string.Join('\n', items.Select(item => wrapper.Replace("@", item, StringComparison.Ordinal)));
        Spelling.Rows(Spelling.Flatten(input)).ShouldBe(expected);
    }

    [RequiresFact(Need.Botocore)]
    public async Task LiteralItem_IsTheRowThatBoto3Reads() => (await RowsAsync([Spelling.Item])).ShouldBe([Spelling.Row]);

    // Texts may have line breaks, so rows end with a character that no text has.
    static async Task<string[]> RowsAsync(IEnumerable<string> items) =>
        (await Python.RunAsync(["-c", Oracle], string.Join('\n', items))).TrimEnd('\u001e').Split('\u001e');

    // Each attribute is there two times out of three; sets are sorted, as boto3 keeps no order of theirs.
    static string Item(Random random)
    {
        List<string> members = ["\"id\":{\"S\":\"k1\"}"];
        void Add(string name, Func<string> value)
        {
            if (random.Next(3) > 0) { members.Add($"\"{name}\":{value()}"); }
        }
        Add("n", () => Tagged("N", Quoted(Number(random))));
        Add("b", () => Tagged("B", Quoted(Bytes(random))));
        Add("t", () => Tagged("BOOL", random.Next(2) == 0 ? "true" : "false"));
        Add("z", () => random.Next(2) == 0 ? Tagged("NULL", "true") : Tagged("S", Quoted(Word(random))));
        Add("m", () => Tagged("M", random.Next(4) == 0 ? "{}" : $"{{\"a\":{Tagged("S", Quoted(Word(random)))}}}"));
        Add("l", () => Tagged("L", $"[{Tagged("N", Quoted(random.Next(1000).ToString(CultureInfo.InvariantCulture)))},{Tagged("S", Quoted(Word(random)))}]"));
        Add("ss", () => Tagged("SS", Set(Enumerable.Range(0, 3).Select(_ => Word(random)).Distinct().Order(StringComparer.Ordinal))));
        Add("ns", () => Tagged("NS", Set(Enumerable.Range(1, 3).Select(n => (n * 10) + random.Next(9)).Select(n => n.ToString(CultureInfo.InvariantCulture)))));
        Add("bs", () => Tagged("BS", $"[{Quoted(Bytes(random))}]"));
        return $"{{{string.Join(',', members)}}}";
    }

    static string Tagged(string tag, string value) => $"{{\"{tag}\":{value}}}";

    static string Set(IEnumerable<string> elements) => $"[{string.Join(',', elements.Select(Quoted))}]";

    // A list in a text column keeps the escapes it came with, so they are Python's here.
    static string Quoted(string text) => JsonSerializer.Serialize(text, Spelled);

    static string Word(Random random)
    {
        const string letters = "abcXYZ019 é\"\\/{}[],:ßж";
        return string.Concat(Enumerable.Range(0, 1 + random.Next(12)).Select(_ => letters[random.Next(letters.Length)]));
    }

    static string Bytes(Random random)
    {
        var bytes = new byte[1 + random.Next(40)];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    static string Number(Random random)
    {
        var hundredths = random.Next(-100_000_000, 100_000_000);
        return random.Next(3) switch
        {
            0 => (hundredths / 100m).ToString(CultureInfo.InvariantCulture),
            1 => string.Create(CultureInfo.InvariantCulture, $"{hundredths}E-2"),
            _ => (hundredths / 100).ToString(CultureInfo.InvariantCulture),
        };
    }
}
