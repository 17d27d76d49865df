namespace BiPipeline.Toolkit.Flattening;

/// <summary>Limits and settings of flattening. Immutable; derive with <c>with</c>.</summary>
public sealed record FlattenOptions
{
    /// <summary>
    /// Largest size of a record, in bytes of JSON, 1 KiB to 64 MiB. A larger record goes to quarantine. Default 16 MiB: two images of 400
    /// KB (DynamoDB's item limit) fit even when every character is escaped.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Largest nesting depth of lists and maps, 1 to 32. A deeper record goes to quarantine. Default 32, DynamoDB's own limit.
    /// </summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Whether the bytes of each record are kept for the raw zone. Default true.</summary>
    public bool KeepRecords { get; init; } = true;

    /// <summary>Secret key of policies that hash, at least 16 bytes. Only schemas with such policies need it. Default: none.</summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }

    /// <summary>
    /// Items that belong to no table, beside those of <see cref="TableSchema.Ignored"/>: their records are kept in the raw zone and nowhere
    /// else. Default: none.
    /// </summary>
    public IReadOnlyList<EntityFilter> Ignored { get; init; } = [];

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(FlattenOptions));
        problems.Range(MaxRecordBytes, 1024, 64 * 1024 * 1024, "1 KiB to 64 MiB");
        problems.Range(MaxDepth, 1, DataType.MaxDepth);
        var key = HashKey.Length;
        if (key is > 0 and < 16)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(HashKey)} has {key} bytes; expected at least 16."));
        }
        problems.ThrowIfAny();
    }
}
