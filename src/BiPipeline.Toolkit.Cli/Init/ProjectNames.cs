using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Cli;

/// <summary>
/// The names in a project for one DynamoDB table. The template's template.json derives the same names for <c>dotnet new</c>.
/// </summary>
/// <param name="Table">The DynamoDB table.</param>
/// <param name="Stage">The stage: <c>prod</c>.</param>
/// <param name="Schema">The lake's table: lower-case letters, digits and <c>_</c>.</param>
/// <param name="Project">The .NET project.</param>
/// <param name="Stack">The CloudFormation stack.</param>
/// <param name="Source">The pattern of the DynamoDB table in each stage: <c>*-orders</c>.</param>
sealed partial record ProjectNames(string Table, string Stage, string Schema, string Project, string Stack, string Source)
{
    const string DefaultStage = "prod";
    const string Stages = "dev|test|qa|uat|stg|stage|staging|prd|prod|production";
    const string Suffix = "Lake";
    // Short enough for files, for stacks, and for names that end in _quarantine.
    const int MaxLength = 100;
    const int PatternTimeout = 1_000;
    const RegexOptions AnyCase = RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Derives the names from the table's name.</summary>
    /// <param name="table">A name that <see cref="IsTable"/> accepts.</param>
    /// <param name="stage">The stage. Null: the one at the start or end of the table's name, or <c>prod</c>.</param>
    /// <param name="project">The project's name. Null: the words of the table's name, and <c>Lake</c>.</param>
    [SuppressMessage("Globalization", "CA1308", Justification = "Stages and tables of a lake have lower-case names.")]
    internal static ProjectNames Of(string table, string? stage, string? project)
    {
        var found = StageOfTable().Match(table);
        stage ??= found.Groups["stage"] is { Success: true, Value: var name } ? name.ToLowerInvariant() : DefaultStage;
        var words = WordStart().Replace(StageAtEnd().Replace(StageAtStart().Replace(table, ""), ""), "_");
        var schema = DeviceName().Replace(Cut(ColumnNameOf(words.ToLowerInvariant())), "$0_table");
        var stack = NotInStack().Replace($"{stage}-{schema}-lake", "-");
        project ??= string.Concat(schema.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Capitalized)) + Suffix;
        return new(
            table,
            stage,
            schema,
            char.IsAsciiDigit(project[0]) ? $"_{project}" : project,
            Cut(stack),
            EndingStage().Replace(BeginningStage().Replace(table, "*"), "*"));
    }

    /// <summary>Returns the column's name for a key attribute.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Columns have lower-case names.")]
    internal static string ColumnOf(string attribute) => ColumnNameOf(WordStart().Replace(attribute, "_").ToLowerInvariant());

    /// <summary>Whether DynamoDB allows the table's name ("Naming rules and data types in DynamoDB").</summary>
    internal static bool IsTable(string name) => TableName().IsMatch(name);

    /// <summary>Whether the name can be a stage: 1 to 20 lower-case letters and digits, a letter first.</summary>
    internal static bool IsStage(string name) => StageName().IsMatch(name);

    /// <summary>Whether the name can be a project's: letters, digits, <c>_</c> and <c>.</c>, a letter or <c>_</c> first.</summary>
    internal static bool IsProject(string name) => ProjectName().IsMatch(name);

    /// <summary>Whether the name can be a Region's.</summary>
    internal static bool IsRegion(string name) => RegionName().IsMatch(name);

    static string ColumnNameOf(string lower)
    {
        var name = NotInColumn().Replace(lower, "_");
        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"_{name}" : name;
    }

    static string Cut(string name) => name[..Math.Min(name.Length, MaxLength)];

    static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]{3,255}\z", RegexOptions.None, PatternTimeout)]
    private static partial Regex TableName();

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,19}\z", RegexOptions.None, PatternTimeout)]
    private static partial Regex StageName();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*\z", RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"\A[a-z]{2,}(-[a-z0-9]+)+\z", RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex RegionName();

    [GeneratedRegex($@"^((?<stage>{Stages})[-_.].+|.+[-_.](?<stage>{Stages}))$", AnyCase, PatternTimeout)]
    private static partial Regex StageOfTable();

    [GeneratedRegex($"^({Stages})[-_.](?=.)", AnyCase, PatternTimeout)]
    private static partial Regex StageAtStart();

    [GeneratedRegex($"(?<=.)[-_.]({Stages})$", AnyCase, PatternTimeout)]
    private static partial Regex StageAtEnd();

    [GeneratedRegex($"^({Stages})(?=[-_.].)", AnyCase, PatternTimeout)]
    private static partial Regex BeginningStage();

    [GeneratedRegex($"(?<=[a-z0-9][-_.])({Stages})$", AnyCase, PatternTimeout)]
    private static partial Regex EndingStage();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.None, PatternTimeout)]
    private static partial Regex WordStart();

    [GeneratedRegex("[^a-z0-9_]", RegexOptions.None, PatternTimeout)]
    private static partial Regex NotInColumn();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, PatternTimeout)]
    private static partial Regex NotInStack();

    // Windows reserves these names, with any extension.
    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex DeviceName();
}
