using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads and decodes a B.</summary>
sealed class BinaryColumnReader(BytesColumn column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.B) { return Outcome.TypeMismatch; }
        var outcome = BinaryText.Read(ref scanner, row, out var base64);
        if (outcome == Outcome.Accepted)
        {
            var target = column.Reserve(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
            _ = Base64.DecodeFromUtf8(base64, target, out _, out var written);
            column.Commit(written);
        }
        return outcome;
    }
}
