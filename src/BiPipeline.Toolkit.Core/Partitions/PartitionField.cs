namespace BiPipeline.Toolkit;

/// <summary>One partition column. Its value depends only on the record.</summary>
/// <param name="Name">The partition column's name; a string column that is not stored in the file.</param>
/// <param name="Source"><see cref="EventTimeSource"/> or a column's name.</param>
/// <param name="Transform">The transform from the source to the value.</param>
public sealed record PartitionField(string Name, string Source, PartitionTransform Transform)
{
    /// <summary><c>event_time</c>: the time of the change.</summary>
    public const string EventTimeSource = "event_time";

    /// <summary>The largest <see cref="Ahead"/>, 36,500 days.</summary>
    public const int MaxAhead = 36_500;

    /// <summary>
    /// The first day of a date transform. Its partition also takes NULL, earlier times, and times of a column that are more than
    /// <see cref="Ahead"/> days after the event or whose event has no time: projection does not list partitions for those.
    /// Default 2020-01-01.
    /// </summary>
    public DateOnly From { get; init; } = LakeLayout.UnknownDay;

    /// <summary>
    /// Days that a date column may be after its event, 1 to 36,500; projection ends as many days after now. Default 1.
    /// </summary>
    public int Ahead { get; init; } = 1;

    /// <summary>
    /// The values of an identity transform. Any other value, including NULL, goes to the last one. Empty for date transforms.
    /// </summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The partition of records whose source is NULL or out of range.</summary>
    public string Fallback => Transform == PartitionTransform.Identity ? Values[^1] : Format(From.ToDateTime(TimeOnly.MinValue));

    /// <summary>The .NET and Java format of a date transform's values.</summary>
    /// <exception cref="InvalidOperationException">The transform is identity.</exception>
    public string DateFormat => Transform switch
    {
        PartitionTransform.Day => "yyyy-MM-dd",
        PartitionTransform.Month => "yyyy-MM",
        PartitionTransform.Hour => "yyyy-MM-dd-HH",
        _ => throw new InvalidOperationException($"Partition '{Name}' has no date format: its transform is identity."),
    };

    /// <summary>Returns the partition value of a UTC time.</summary>
    public string Format(DateTime utc) => utc.ToString(DateFormat, CultureInfo.InvariantCulture);
}
