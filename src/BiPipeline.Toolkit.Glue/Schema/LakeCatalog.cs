namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// The catalog of one or more schemas: a database and, for every schema, its Parquet table and children, <c>&lt;table&gt;_raw</c> and
/// <c>&lt;table&gt;_quarantine</c>. Athena DDL, CloudFormation and <see cref="CatalogPlan"/> come from it.
/// </summary>
public sealed class LakeCatalog
{
    LakeCatalog(LakeCatalogOptions options, string location, GlueDatabase database, IReadOnlyList<GlueTableInput> tables) =>
        (Options, Location, Database, Tables) = (options, location, database, tables);

    /// <summary>The options.</summary>
    public LakeCatalogOptions Options { get; }

    /// <summary>The lake's root, without a trailing slash.</summary>
    public string Location { get; }

    /// <summary>The database.</summary>
    public GlueDatabase Database { get; }

    /// <summary>The tables in order of creation: for every schema its table, its children, raw and quarantine.</summary>
    public IReadOnlyList<GlueTableInput> Tables { get; }

    /// <summary>Creates the catalog of schemas.</summary>
    /// <param name="schemas">The schemas.</param>
    /// <param name="options">The database and the lake's root.</param>
    /// <exception cref="SchemaException">
    /// Athena would refuse a name, location or projection, usually only at query time. Every problem is listed.
    /// </exception>
    public static LakeCatalog Create(IReadOnlyList<TableSchema> schemas, LakeCatalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(schemas);

        var location = options.Location.TrimEnd('/');
        List<string> problems = [.. LakeCatalogRules.Check(options, location)];
        var builder = new GlueTableBuilder(location, options.UseProjection);
        List<GlueTableInput> tables = [];
        foreach (var schema in schemas)
        {
            tables.AddRange(schema.GetTables().Select(table => builder.Parquet(table, schema)));
            tables.Add(builder.Lines(schema, LakeZone.Raw));
            tables.Add(builder.Lines(schema, LakeZone.Quarantine));
        }
        problems.AddRange(LakeCatalogRules.Check(tables));
        if (problems.Count > 0)
        {
            var names = string.Join("', '", schemas.Select(schema => schema.Table));
            throw new SchemaException($"'{names}' in database '{options.Database}'", problems);
        }

        return new(options, location, new GlueDatabase(options.Database) { Description = $"Lake at {location}" }, tables);
    }

    /// <summary>
    /// Returns Athena DDL that creates the database and every table: one statement after another, each ended by <c>;</c>.
    /// </summary>
    public string ToAthenaDdl() => HiveDdl.Script(this);

    /// <summary>Returns a CloudFormation template with the database and every table, as JSON.</summary>
    public string ToCloudFormationJson() => CloudFormationTemplate.ToJson(this);

    /// <summary>Returns a CloudFormation template with the database and every table, as YAML.</summary>
    public string ToCloudFormationYaml() => CloudFormationTemplate.ToYaml(this);
}
