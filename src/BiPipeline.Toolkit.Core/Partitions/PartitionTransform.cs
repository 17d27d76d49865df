namespace BiPipeline.Toolkit;

/// <summary>The transform from a source to a partition value.</summary>
public enum PartitionTransform
{
    /// <summary>UTC day, <c>yyyy-MM-dd</c>.</summary>
    Day = 0,

    /// <summary>UTC month, <c>yyyy-MM</c>.</summary>
    Month,

    /// <summary>UTC hour, <c>yyyy-MM-dd-HH</c>.</summary>
    Hour,

    /// <summary>The unchanged value, one of a list.</summary>
    Identity,
}
