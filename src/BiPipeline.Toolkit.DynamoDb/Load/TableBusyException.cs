namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A table did not take writes, however often they were sent.</summary>
public sealed class TableBusyException : Exception
{
    /// <summary>Writes that were not taken.</summary>
    public TableBusyException(string table, int writes, int attempts)
        : base(string.Create(CultureInfo.InvariantCulture, $"Table '{table}' was too busy for {writes} {(writes == 1 ? "write" : "writes")} {attempts} times in a row; lower {nameof(TableLoaderOptions.Parallelism)}, raise the table's capacity, and run again.")) =>
        Table = table;

    /// <summary>The table.</summary>
    public string Table { get; }
}
