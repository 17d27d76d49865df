namespace BiPipeline.Toolkit.Flattening;

/// <summary>Detects a payload's kind from the first distinctive member.</summary>
static class PayloadDetector
{
    internal static PayloadKind Detect(ReadOnlySpan<byte> payload)
    {
        var scanner = new JsonScanner(payload, 0);
        scanner.SkipWhiteSpace();
        if (scanner.Rest is [(byte)'[', ..]) { return PayloadKind.Event; }
        if (!scanner.TryTake((byte)'{')) { return PayloadKind.Lines; }
        while (scanner.ReadString(out var name) && scanner.Take((byte)':'))
        {
            switch (name.In(payload))
            {
                case var member when member.SequenceEqual("Records"u8):
                    return PayloadKind.Event;
                case var member when IsOnFailureMember(member):
                    return PayloadKind.OnFailure;
                case var member when IsRecordMember(member):
                    return PayloadKind.Lines;
            }
            if (!scanner.SkipValue() || !scanner.TryTake((byte)',')) { break; }
        }
        return PayloadKind.Lines;
    }

    static bool IsOnFailureMember(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("DDBStreamBatchInfo"u8) || name.SequenceEqual("KinesisBatchInfo"u8) || name.SequenceEqual("requestContext"u8);

    static bool IsRecordMember(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("eventID"u8) || name.SequenceEqual("eventName"u8) || name.SequenceEqual("dynamodb"u8)
        || name.SequenceEqual("Item"u8) || name.SequenceEqual("Keys"u8) || name.SequenceEqual("Metadata"u8)
        || name.SequenceEqual("reason"u8);
}
