namespace BiPipeline.Toolkit.Flattening;

/// <summary>Limits and settings of a <see cref="RecordFlattener"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record FlattenOptions
{
    /// <summary>The options as they are without any setting.</summary>
    public static FlattenOptions Default { get; } = new();

    /// <summary>
    /// The largest record, in bytes of JSON, 1 KiB to 64 MiB; a larger one goes to quarantine. Default 16 MiB: two 400 KB images
    /// (DynamoDB's item limit) with every character escaped stay below it.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Lists and maps inside one another, 1 to 32; a deeper record goes to quarantine. Default 32, DynamoDB's own limit.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Keep each record's bytes for the raw zone. Default true.</summary>
    public bool KeepRecords { get; init; } = true;

    /// <summary>The secret key of policies that hash, at least 16 bytes; needed only by schemas with such policies. Default: none.</summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public FlattenOptions Validated()
    {
        List<string> problems = [];
        if (MaxRecordBytes is < 1024 or > 64 * 1024 * 1024) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxRecordBytes)} is {MaxRecordBytes}; it must be 1,024 to 67,108,864.")); }
        if (MaxDepth is < 1 or > DataType.MaxDepth) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxDepth)} is {MaxDepth}; it must be 1 to {DataType.MaxDepth}.")); }
        if (HashKey.Length is > 0 and < 16) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(HashKey)} has {HashKey.Length} bytes; it must have at least 16.")); }
        return problems.Count == 0 ? this : throw new ToolkitOptionsException(nameof(FlattenOptions), problems);
    }
}
