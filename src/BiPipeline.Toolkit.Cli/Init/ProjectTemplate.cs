using System.Reflection;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The files of a project for one table: the template of <c>dotnet new bipipeline</c>, which is part of the tool.</summary>
static class ProjectTemplate
{
    // How the tool's project file names the template's files.
    const string Prefix = "template/";

    // What sql/generated has in place of a deployment's names; Project.cs of the template has the same.
    const string Database = "lake";
    const string Location = "s3://your-lake-bucket";

    const string NoRegion = "# region = \"eu-west-1\" # in place of the Region of the AWS profile";

    /// <summary>The packages' version, which is the tool's.</summary>
    internal static string Version { get; } = typeof(ProjectTemplate).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The name of the schema file.</summary>
    internal static string SchemaFile(ProjectNames names) => $"{names.Schema}.schema.json";

    /// <summary>Returns every file, in the order of the paths.</summary>
    /// <param name="names">The project's names.</param>
    /// <param name="schema">The schema, whose table is <see cref="ProjectNames.Schema"/>.</param>
    /// <param name="region">The AWS Region. Null: the Region of the AWS profile.</param>
    /// <exception cref="SchemaException">Athena would refuse the schema's tables.</exception>
    internal static ProjectFile[] Create(ProjectNames names, TableSchema schema, string? region)
    {
        var assembly = typeof(ProjectTemplate).Assembly;
        (string Token, string Value)[] tokens =
        [
            ("TableLake", names.Project),
            ("dynamodb-table", names.Table),
            ("dynamodb-source", names.Source),
            ("lake_table", names.Schema),
            ("lake-stage", names.Stage),
            ("lake-stack", names.Stack),
            ("lake-region", region is null ? NoRegion : $"region = \"{region}\""),
            ("0.0.0-toolkit", Version),
        ];
        var catalog = LakeCatalog.Create([schema], new() { Database = Database, Location = Location });
        var views = ViewDefinition.Create(schema).Select(view => $"{view.ToSql()};\n");
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(name => name.Replace('\\', '/'))
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => new ProjectFile(Replace(name[Prefix.Length..]), Replace(Read(assembly, name))))
                .Append(new(SchemaFile(names), Ended(schema.ToJson())))
                .Append(new("sql/generated/catalog.sql", Ended(catalog.ToAthenaDdl())))
                .Append(new("sql/generated/views.sql", Ended(string.Join("\n", views))))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

        // One pass, so that a value that contains a token stays as it is.
        string Replace(string text)
        {
            var result = new System.Text.StringBuilder(text.Length);
            for (var at = 0; at < text.Length;)
            {
                var (token, value) = tokens.FirstOrDefault(
                    known => string.CompareOrdinal(text, at, known.Token, 0, known.Token.Length) == 0);
                result.Append(token is null ? text[at] : value);
                at += token?.Length ?? 1;
            }
            return result.ToString();
        }
    }

    static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    static string Ended(string text) => text.TrimEnd() + "\n";
}
