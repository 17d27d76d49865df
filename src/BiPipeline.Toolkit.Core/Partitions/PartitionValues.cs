namespace BiPipeline.Toolkit;

/// <summary>The values of one partition column, each with a number.</summary>
abstract class PartitionValues
{
    internal static PartitionValues For(PartitionField field) =>
        field.Transform == PartitionTransform.Identity ? new IdentityValues(field) : new DateValues(field);

    internal abstract int CodeOf(Column source, FixedColumn<long> eventTime, int row);

    internal abstract string ValueOf(int code);
}
