namespace BiPipeline.Toolkit.Flattening;

/// <summary>Limits and settings of flattening. Immutable; derive with <c>with</c>.</summary>
public sealed record FlattenOptions
{
    /// <summary>
    /// The largest record, in bytes of JSON, 1 KiB to 64 MiB; a larger one goes to quarantine. Default 16 MiB: two 400 KB images
    /// (DynamoDB's item limit) with every character escaped stay below it.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Lists and maps inside one another, 1 to 32; a deeper record goes to quarantine. Default 32, DynamoDB's own limit.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Keep each record's bytes for the raw zone. Default true.</summary>
    public bool KeepRecords { get; init; } = true;

    /// <summary>
    /// The secret key of policies that hash, at least 16 bytes; needed only by schemas with such policies. Default: none.
    /// </summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }

    /// <summary>Checks every rule.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(FlattenOptions));
        problems.Range(MaxRecordBytes, 1024, 64 * 1024 * 1024, "1 KiB to 64 MiB");
        problems.Range(MaxDepth, 1, DataType.MaxDepth);
        var key = HashKey.Length;
        if (key is > 0 and < 16)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(HashKey)} has {key} bytes; it must have at least 16."));
        }
        problems.ThrowIfAny();
    }
}
