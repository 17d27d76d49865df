namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Settings of <see cref="LakeStatus.ReadAsync"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record LakeStatusOptions
{
    const long MiB = 1024 * 1024;

    /// <summary>The tables that count; a child is a separate table. Default: all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>
    /// Size below which an object is small, 1 byte to 1 GiB. One that is alone in its partition never is: nothing can be merged with it.
    /// Default 16 MiB.
    /// </summary>
    public long SmallBytes { get; init; } = 16 * MiB;

    /// <summary>
    /// Number of stored bytes of a table's quarantine that are read for its reasons, newest objects first, 0 to 1,000 GiB. Default 64 MiB.
    /// </summary>
    public long QuarantineBytes { get; init; } = 64 * MiB;

    /// <summary>The clock for ages. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(LakeStatusOptions));
        problems.Range(SmallBytes, 1, 1024 * MiB, "1 byte to 1 GiB");
        problems.Range(QuarantineBytes, 0, 1000 * 1024 * MiB, "0 to 1,000 GiB");
        problems.ThrowIfAny();
    }
}
