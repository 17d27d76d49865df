using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Flattens mutated payloads: only documented exceptions, no hang, and every record is counted.</summary>
public sealed class FuzzTests
{
    const int RecordsPerPayload = 3;

    static readonly int Payloads = TestVolume.Of(usual: 50_000, full: 1_000_000);

    static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"unknown":"rescue","columns":[
          {"name":"id","path":"id","type":"string"},{"name":"n","path":"n","type":"bigint"},{"name":"d","path":"d","type":"decimal(12,2)"},
          {"name":"w","path":"w","type":"decimal(38,10)"},{"name":"f","path":"f","type":"double"},{"name":"s","path":"m.s","type":"string"},
          {"name":"t","path":"t","type":"timestamp"},{"name":"b","path":"b","type":"binary"},{"name":"j","path":"j","type":"string"},
          {"name":"l","path":"l","type":"array<struct<a:int,b:map<string,boolean>>>"},{"name":"ss","path":"ss","type":"array<string>"}],
         "children":[{"table":"c","path":"c","columns":[{"name":"x","path":"x","type":"date"}]}]}
        """);

    static readonly string[] Attributes =
    [
        """  "n":{"N":"42"} """, """  "d":{"N":"-1.50"} """, """  "w":{"N":"12345678901234567890.0123456789"} """, """  "f":{"N":"1E-7"} """,
        """  "m":{"M":{"s":{"S":"h\u00e9\n"},"z":{"NULL":true}}} """, """  "t":{"S":"2026-01-02T03:04:05.678Z"} """, """  "b":{"B":"AAEC"} """,
        """  "j":{"M":{"k":{"L":[{"N":"1E2"},{"BOOL":true}]}}} """, """  "l":{"L":[{"M":{"a":{"N":"1"},"b":{"M":{"k":{"BOOL":false}}}}},{"NULL":true}]} """,
        """  "ss":{"SS":["x","é"]} """, """  "c":{"L":[{"M":{"x":{"S":"2026-01-02"}}},{"M":{}}]} """, """  "u":{"NS":["1","2.5"]} """,
    ];

    static readonly byte[][] Tokens = [.. new[] { "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\\ud800", "null", "true", "{\"S\":\"", "{\"M\":{", "\n", "\0", "é", "1e999", "-", "Records", "\"kinesis\":{\"data\":\"", "\"record\":" }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3]];

    [Fact]
    [Trait("Category", "Slow")]
    public void MutatedPayloads_ThrowOnlyPayloadExceptions()
    {
        var random = new Random(20261123);
        var seeds = Enumerable.Range(0, 64).Select(_ => Payload(random)).ToArray();
        var flattener = new RecordFlattener(Schema);
        var buffer = new byte[64 * 1024];
        long unframed = 0;
        for (var i = 0; i < Payloads; i++)
        {
            var length = Mutate(seeds[random.Next(seeds.Length)], buffer, random);
            flattener.Clear();
            try
            {
                flattener.Flatten(buffer.AsSpan(0, length));
            }
            catch (PayloadException)
            {
                unframed++;
            }
            var batch = flattener.Batches[0];
            if (batch.Columns.RowCount + batch.Quarantine.Count != flattener.RecordCount)
            {
                Assert.Fail($"Payload {i}: {batch.Columns.RowCount} rows and {batch.Quarantine.Count} quarantined of {flattener.RecordCount} records.");
            }
        }
        unframed.ShouldBeInRange(1, Payloads / 2);
    }

    [Fact]
    public void ValidLines_BesideBrokenOnes_AreFlattened()
    {
        var random = new Random(7);
        var flattener = new RecordFlattener(Schema);
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < TestVolume.Of(usual: 4_000, full: 20_000); i++)
        {
            var length = Mutate(Encoding.UTF8.GetBytes(StreamRecord.Insert(Some(random))), buffer, random);
            var broken = buffer.AsSpan(0, length).ToArray().Where(value => value != '\n').ToArray();
            var valid = Encoding.UTF8.GetBytes(StreamRecord.Insert("\"n\":{\"N\":\"77\"}"));

            flattener.Clear();
            flattener.Flatten([.. valid, (byte)'\n', .. broken, (byte)'\n', .. valid], PayloadKind.Lines);

            var values = ((FixedColumn<long>)flattener.Batches[0].Columns["n"]).Values;
            if (values.Count(77) < 2) { Assert.Fail($"A valid line was lost beside: {Convert.ToBase64String(broken)}"); }
        }
    }

    static byte[] Payload(Random random)
    {
        var records = Enumerable.Range(0, RecordsPerPayload).Select(_ => StreamRecord.Insert(Some(random))).ToArray();
        return Encoding.UTF8.GetBytes(random.Next(2) == 0 ? StreamRecord.Event(records) : string.Join('\n', records));
    }

    static string Some(Random random) => string.Join(',', Attributes.Where(_ => random.Next(3) > 0));

    internal static int Mutate(byte[] seed, byte[] buffer, Random random)
    {
        seed.CopyTo(buffer, 0);
        var length = seed.Length;
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(length);
            switch (random.Next(5))
            {
                case 0:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 1:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    var cut = Math.Min(length - at, random.Next(1, 40));
                    buffer.AsSpan(at + cut, length - at - cut).CopyTo(buffer.AsSpan(at));
                    length -= cut;
                    break;
                case 3:
                    var token = Tokens[random.Next(Tokens.Length)];
                    buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + token.Length));
                    token.CopyTo(buffer, at);
                    length += token.Length;
                    break;
                default:
                    var from = random.Next(length);
                    var copied = Math.Min(length - from, random.Next(1, 60));
                    var part = buffer.AsSpan(from, copied).ToArray();
                    buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + copied));
                    part.CopyTo(buffer, at);
                    length += copied;
                    break;
            }
            if (length == 0) { return 0; }
        }
        return length;
    }
}
