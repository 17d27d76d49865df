namespace BiPipeline.Toolkit;

/// <summary>
/// The parts of an object's key in a lake. <see cref="ToString"/> returns its text, and <see cref="LakeLayout.TryParseKey"/> parses it.
/// </summary>
/// <param name="Zone">The zone.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition's path, such as <c>dt=2026-11-22</c>; empty for none.</param>
/// <param name="FirstSequence">The first record's sequence number, written by <see cref="LakeLayout.SequenceText"/>.</param>
/// <param name="LastSequence">The last record's sequence number.</param>
/// <param name="Rows">Number of rows or lines.</param>
/// <param name="Hash">32 lower-case hex digits that identify the content.</param>
/// <param name="Extension">The file's extension, such as <c>parquet</c> or <c>json.gz</c>.</param>
sealed record LakeKey(
    LakeZone Zone,
    string Table,
    string Partition,
    string FirstSequence,
    string LastSequence,
    long Rows,
    string Hash,
    string Extension)
{
    public override string ToString()
    {
        var folder = LakeLayout.TablePrefix(Zone, Table) + (Partition.Length == 0 ? "" : Partition + "/");
        return string.Create(CultureInfo.InvariantCulture, $"{folder}{FirstSequence}-{LastSequence}-{Rows}-{Hash}.{Extension}");
    }
}
