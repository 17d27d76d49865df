namespace BiPipeline.Toolkit;

/// <summary>How a partition's value is made from its source.</summary>
public enum PartitionTransform
{
    /// <summary>UTC day, <c>yyyy-MM-dd</c>.</summary>
    Day = 0,

    /// <summary>UTC month, <c>yyyy-MM</c>.</summary>
    Month,

    /// <summary>UTC hour, <c>yyyy-MM-dd-HH</c>.</summary>
    Hour,

    /// <summary>The value itself, one of a list.</summary>
    Identity,
}
