using System.Globalization;
using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests.Forms;

/// <summary>Dated rows beside a model in Python, which knows the rules as the pages say them.</summary>
public sealed class DatedOracleTests
{
    const int Lines = 400;

    // Reads one line of JSON each, and prints its envelope as FlatRow does, then the line that raw keeps.
    const string Oracle = """
        import hashlib, json, sys
        from datetime import datetime, timedelta, timezone
        as_of = '2026-11-03T00:00:00.000Z'
        epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
        def shown(ms): return (epoch + timedelta(milliseconds=ms)).strftime('%Y-%m-%dT%H:%M:%S.') + '%03d' % (ms % 1000)
        def millis(text): return (datetime.fromisoformat(text.replace('Z', '+00:00')) - epoch) // timedelta(milliseconds=1)
        for line in sys.stdin.buffer.read().decode().splitlines():
            record = json.loads(line)
            compact = json.dumps(record, separators=(',', ':'), ensure_ascii=False)
            if 'Metadata' in record:
                written = record['Metadata']['WriteTimestampMicros']
                ms = int(written['N'] if isinstance(written, dict) else written) // 1000
                op = 'REMOVE' if 'NewImage' not in record else 'MODIFY' if 'OldImage' in record else 'INSERT'
            else:
                if 'Item' not in record: compact = '{"Item":' + compact + '}'
                if 'asOf' not in record: compact = '{"asOf":"' + as_of + '",' + compact[1:]
                ms, op = millis(record.get('asOf', as_of)), 'ITEM'
            id = 'x' + hashlib.sha256(compact.encode()).hexdigest()[:32]
            row = ['_op=' + op, '_event_id=' + id, '_stream=', '_sequence=NULL', '_event_time=' + shown(ms),
                   '_deleted=' + ('true' if op == 'REMOVE' else 'false'), '_ttl=false', '_schema_version=1', '_rescued=NULL']
            sys.stdout.buffer.write(('; '.join(row) + ' ' + str(ms // 86400000) + ' ' + compact + '\n').encode())
        """;

    [RequiresTheory(Need.Botocore)]
    [InlineData("sequence")]
    [InlineData("time")]
    public async Task Lines_OfEveryForm_AreTheRowsOfTheModel(string order)
    {
        var random = new Random(20_261_103);
        string[] lines = [.. Enumerable.Range(0, Lines).Select(_ => Line(random))];
        var expected = (await Python.RunAsync(["-c", Oracle], string.Join('\n', lines))).TrimEnd('\n').Split('\n');

        var batch = Spelling.Flatten(string.Join('\n', lines), Flattening.Tests.Flatten.Schema("string", rest: $",\"order\":\"{order}\"")).Batches[0];

        batch.Quarantine.Count.ShouldBe(0);
        FlatRow.Rows(batch.Columns).Select((row, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{row[row.IndexOf("_op=", StringComparison.Ordinal)..]} {batch.Raw.Days[i]} {Encoding.UTF8.GetString(batch.Raw.Line(i))}")).ShouldBe(expected);
    }

    static string Line(Random random)
    {
        var (open, close) = random.Next(2) == 0 ? ("{", "}") : ("{ ", "\t}");
        var id = $"\"id\":{{\"S\":\"k{random.Next(9)}\"}}";
        string Image() => $"{open}{id},\"v\":{open}\"S\":\"{"é \\\"x"[..random.Next(3)]}{random.Next(99)}\"{close}{close}";
        var micros = random.NextInt64(-29_000_000_000_000_000, 200_000_000_000_000_000);
        var written = random.Next(3) switch { 0 => $"{{\"N\":\"{micros}\"}}", 1 => $"\"{micros}\"", _ => $"{micros}" };
        var metadata = $"\"Metadata\":{{\"WriteTimestampMicros\":{written}}},\"Keys\":{{{id}}}";
        return random.Next(7) switch
        {
            0 => $"{open}\"Item\":{Image()}{close}",
            1 => Image(),
            2 => $"{open}\"asOf\":\"{random.Next(1900, 2026)}-0{1 + random.Next(9)}-1{random.Next(10)}T0{random.Next(10)}:15:30.{random.Next(1000):000}Z\",\"Item\":{Image()}{close}",
            3 => $"{open}{metadata}{close}",
            4 => $"{open}{metadata},\"OldImage\":{Image()}{close}",
            5 => $"{open}{metadata},\"NewImage\":{Image()}{close}",
            _ => $"{open}{metadata},\"NewImage\":{Image()},\"OldImage\":{Image()}{close}",
        };
    }
}
