namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Settings of an <see cref="Erasure"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record ErasureOptions
{
    const int MostThreads = 256;

    /// <summary>The tables, with their children. Default: none; at least one is needed.</summary>
    public IReadOnlyList<TableSchema> Schemas { get; init; } = [];

    /// <summary>
    /// The keys. Each is erased in every table whose key columns it names exactly. Default: none; at least one is needed.
    /// </summary>
    public IReadOnlyList<ErasureKey> Keys { get; init; } = [];

    /// <summary>
    /// The secret key of policies that hash (<c>FlattenOptions.HashKey</c>), at least 16 bytes. Keys are then searched by their HMAC too.
    /// Default: none.
    /// </summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }

    /// <summary>
    /// Whether lines whose key can't be read are deleted, with those of other keys among them. Default false: they stay and are counted.
    /// </summary>
    public bool DropUnreadable { get; init; }

    /// <summary>
    /// The store whose <c>aws/lambda/</c> has the objects of Lambda's on-failure destination, such as the lake's bucket. Default (null):
    /// the lake.
    /// </summary>
    public IMaintenanceStore? OnFailure { get; init; }

    /// <summary>Number of objects that are searched or written at the same time, 1 to 256. Default 4.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is wrong; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(ErasureOptions));
        if (Schemas.Count == 0) { problems.Add($"{nameof(Schemas)} is empty; expected the schema of each table."); }
        if (Keys.Count == 0) { problems.Add($"{nameof(Keys)} is empty; expected at least one key."); }
        var unfit = Keys.Where(key => !Schemas.Any(schema => Fits(schema, key)));
        foreach (var columns in unfit.Select(ColumnsOf).Distinct(StringComparer.Ordinal))
        {
            var wanted = string.Join(" or ", Schemas.Select(schema => $"{string.Join(", ", schema.Keys)} of table '{schema.Table}'"));
            problems.Add($"{nameof(Keys)} has a key with the columns {columns}; expected {wanted}.");
        }
        if (HashKey.Length is > 0 and < 16) { problems.Add($"{nameof(HashKey)} is too short; expected at least 16 bytes."); }
        if (HashKey.IsEmpty && Schemas.FirstOrDefault(HasHashedKey) is { } hashed)
        {
            problems.Add($"{nameof(HashKey)} is not set; table '{hashed.Table}' has a hashed key column, which is found by its HMAC only.");
        }
        problems.Range(Threads, 1, MostThreads);
        problems.ThrowIfAny();
    }

    /// <summary>Whether a key names exactly the key columns of a table.</summary>
    internal static bool Fits(TableSchema schema, ErasureKey key) =>
        key.Values.Count == schema.Keys.Count && schema.Keys.All(key.Values.ContainsKey);

    static string ColumnsOf(ErasureKey key) => string.Join(", ", key.Values.Keys.Order(StringComparer.Ordinal));

    static bool HasHashedKey(TableSchema schema) => schema.GetKeyColumns().Any(column =>
        schema.Policies.Any(policy => policy.Action == PolicyAction.Hash && policy.Path.Equals(column.Path)));
}
