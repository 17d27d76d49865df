using System.Reflection;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace LakeTests;

/// <summary>The files of this project, and the schema and catalog of its schema file.</summary>
static class Project
{
    static readonly string Folder = typeof(Project).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectFolder").Value!;

    internal static TableSchema Schema { get; } = TableSchema.Load(PathOf("lake_table.schema.json"));

    /// <summary>The catalog, with the names of database and bucket in sql/generated; a deployment has other names.</summary>
    internal static LakeCatalog Catalog { get; } =
        LakeCatalog.Create([Schema], new() { Database = "lake", Location = "s3://your-lake-bucket" });

    internal static IReadOnlyList<ViewDefinition> GeneratedViews { get; } = ViewDefinition.Create(Schema);

    internal static string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Creates an empty lake in a temporary folder, with all tables and views.</summary>
    internal static Task<LocalLake> CreateLakeAsync() =>
        LocalLake.CreateTemporaryAsync(Catalog, [.. GeneratedViews, .. ViewDefinition.Load(PathOf("sql/views"))]);
}
