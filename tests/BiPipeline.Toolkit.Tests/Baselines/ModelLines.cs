using System.Globalization;

namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>What lands at a step, as lines of JSON in the forms of AWS: stream records, items of a full export, lines of an incremental one.</summary>
static class ModelLines
{
    internal static IEnumerable<string> At(ModelWorld world, int step)
    {
        foreach (var table in world.Tables)
        {
            foreach (var change in table.Changes.Where(change => change.Steps.Contains(step))) { yield return Change(world, table.Number, change); }
            foreach (var baseline in world.Baselines)
            {
                foreach (var (key, item) in table.ItemsAt(baseline.AsOf).Where(pair => baseline.StepOf(pair.Key) == step))
                {
                    yield return $$"""{"asOf":"{{Time(baseline.AsOf)}}","Item":{{Image(table.Number, key, item)}} }""";
                }
            }
            foreach (var line in table.Windows.Where(window => window.Step == step).SelectMany(table.LinesOf)) { yield return Line(table.Number, line); }
        }
    }

    static string Change(ModelWorld world, int table, ModelChange change)
    {
        var write = change.Write;
        var images = Images(table, write);
        var user = write.IsTtl ? """ "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"},""" : "";
        var time = new DateTimeOffset(change.Time).ToUnixTimeMilliseconds();
        var place = world.IsByTime
            ? $"\"ApproximateCreationDateTime\":{time}000,\"ApproximateCreationDateTimePrecision\":\"MICROSECOND\""
            : $"\"ApproximateCreationDateTime\":{time / 1000},\"SequenceNumber\":\"{change.Sequence}\"";
        var source = world.IsByTime
            ? "\"tableName\":\"model\",\"eventSource\":\"aws:dynamodb\""
            : $"\"eventSource\":\"aws:dynamodb\",\"eventSourceARN\":\"arn:aws:dynamodb:eu-west-1:123456789012:table/model/stream/{change.Label}\"";
        return $$$"""{"eventID":"{{{table}}}-{{{write.Number}}}","eventName":"{{{Name(write)}}}","awsRegion":"eu-west-1",{{{user}}}"dynamodb":{ {{{place}}},{{{images}}} },{{{source}}} }""";
    }

    static string Line(int table, ModelWrite write)
    {
        var micros = new DateTimeOffset(write.Time).ToUnixTimeMilliseconds() * 1000;
        return $$$"""{"Metadata":{"WriteTimestampMicros":{"N":"{{{micros}}}"}},{{{Images(table, write)}}} }""";
    }

    static string Name(ModelWrite write) => write.After is null ? "REMOVE" : write.Before is null ? "INSERT" : "MODIFY";

    static string Images(int table, ModelWrite write)
    {
        var text = $$$"""
            "Keys":{"pk":{"S":"t{{{table}}}"},"sk":{"N":"{{{write.Key}}}"}}
            """;
        if (write.After is { } after) { text += $",\"NewImage\":{Image(table, write.Key, after)}"; }
        if (write.Before is { } before) { text += $",\"OldImage\":{Image(table, write.Key, before)}"; }
        return text;
    }

    static string Image(int table, int key, ModelItem item)
    {
        var lines = string.Join(',', Enumerable.Range(0, item.Lines).Select(line => $$$"""{"M":{"sku":{"S":"{{{Sku(item, line)}}}"} } }"""));
        return $$$"""{"pk":{"S":"t{{{table}}}"},"sk":{"N":"{{{key}}}"},"v":{"N":"{{{item.Value}}}"},"kind":{"S":"{{{item.Kind}}}"},"region":{"S":"{{{item.Region}}}"},"due":{"S":"{{{item.Due:yyyy-MM-dd}}}"},"lines":{"L":[{{{lines}}}]} }""";
    }

    internal static string Sku(ModelItem item, int line) => $"s{item.Value}-{line}";

    static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
