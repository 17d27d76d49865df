using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>An engine over a lake in a separate folder, and DuckDB without a sandbox to write Parquet to it.</summary>
public sealed class LakeFixture : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    internal const string Database = "lake";
    internal const string Location = "s3://bucket/lake";

    internal static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 30, 15, 123, TimeSpan.Zero);

    internal InMemoryGlueCatalog Catalog { get; } = new();

    internal FakeTimeProvider Time { get; } = new(Now);

    LocalAthenaEngine? _engine;

    internal LocalAthenaEngine Engine => _engine ??= Open(options => options);

    internal string Root => _folder.Combine("lake");

    public LakeFixture()
    {
        Directory.CreateDirectory(Root);
        Catalog.CreateDatabaseAsync(new GlueDatabase(Database)).GetAwaiter().GetResult();
    }

    internal LocalAthenaEngine Open(Func<LocalAthenaOptions, LocalAthenaOptions> change, string? folder = null) =>
        LocalAthenaEngine.Open(Catalog, folder ?? Root, change(new LocalAthenaOptions { LakeLocation = Location, TimeProvider = Time }));

    internal Task<LocalAthenaResult> RunAsync(string sql) => Engine.ExecuteAsync(sql, Database);

    /// <summary>Returns the value of <c>SELECT expression</c>.</summary>
    internal async Task<string?> ScalarAsync(string expression) => (await RunAsync($"SELECT {expression}")).Rows.ShouldHaveSingleItem().ShouldHaveSingleItem();

    internal async Task<string> TypeAsync(string expression) => (await RunAsync($"SELECT {expression}")).Columns.ShouldHaveSingleItem().Type;

    internal async Task<LocalAthenaQueryException> FailAsync(string sql) => await Should.ThrowAsync<LocalAthenaQueryException>(() => RunAsync(sql));

    /// <summary>Returns rows as text, values joined by |, NULL for NULL.</summary>
    internal async Task<string[]> RowsAsync(string sql) => [.. (await RunAsync(sql)).Rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL")))];

    /// <summary>Writes the result of a DuckDB query to a Parquet file of the lake.</summary>
    internal void WriteParquet(string path, string select, string options = "", bool register = false)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var database = InMemoryDatabase.Open([]);
        using var connection = database.Connect();
        if (register) { Functions.LocalFunctionSet.Register(connection, new LocalAthenaOptions()); }
        connection.Execute($"COPY ({select}) TO '{file}' (FORMAT parquet{options})");
    }

    internal Task CreateTableAsync(string name, string columns, string partitions = "", string folder = "", string properties = "") => RunAsync($"""
        CREATE EXTERNAL TABLE {name} ({columns})
        {(partitions.Length > 0 ? $"PARTITIONED BY ({partitions})" : "")}
        STORED AS PARQUET
        LOCATION '{Location}/{(folder.Length > 0 ? folder : name)}/'
        {(properties.Length > 0 ? $"TBLPROPERTIES ({properties})" : "")}
        """);

    public void Dispose()
    {
        _engine?.Dispose();
        _folder.Dispose();
    }
}
