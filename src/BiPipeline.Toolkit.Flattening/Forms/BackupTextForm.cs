namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A line of a text backup by EMR (Hive's own format, "Verify Data Export File"): attributes, separated by STX, each with a name, ETX and a
/// value such as <c>{"s":"…"}</c>.
/// </summary>
sealed class BackupTextForm : RecordForm
{
    const byte BetweenAttributes = 0x02;
    const byte BehindName = 0x03;

    internal override string Name => "EMR backup as text";

    internal override bool Matches(in InputDocument document) =>
        document.Bytes is not [(byte)'{' or (byte)'[', ..] && document.Bytes.Contains(BehindName);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var (spelled, item) = (buffers.Text, buffers.Identifier);
        spelled.Clear();
        foreach (var range in document.Bytes.Split(BetweenAttributes))
        {
            var attribute = document.Bytes[range];
            var end = attribute.IndexOf(BehindName);
            if (end < 0) { return RecordError.BadAttributeText; }
            spelled.Add(spelled.Length == 0 ? (byte)'{' : (byte)',');
            JsonTextWriter.Write(attribute[..end], spelled);
            spelled.Add((byte)':');
            spelled.Add(attribute[(end + 1)..]);
        }
        spelled.Add((byte)'}');
        item.Clear();
        var scanner = new JsonScanner(spelled.Written, 0);
        var isJson = scanner.SkipValue() && scanner.AtEnd;
        if (!isJson || !LooseItemWriter.TryWrite(spelled.Written, item)) { return RecordError.BadAttributeText; }
        ItemText.Hand(item.Written, default, buffers, sink);
        return RecordError.None;
    }
}
