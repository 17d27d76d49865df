namespace BiPipeline.Toolkit.Glue;

/// <summary>The page <c>docs/schema-evolution.md</c>, made from the code that decides.</summary>
static class EvolutionGuide
{
    static readonly DataType[] Types = [.. new[]
    {
        "boolean", "int", "bigint", "double", "decimal(9,0)", "decimal(12,2)", "decimal(14,4)", "decimal(38,0)",
        "string", "binary", "date", "timestamp",
        "array<int>", "array<bigint>", "map<string,int>", "map<string,bigint>",
        "struct<a:int>", "struct<a:int,b:string>", "struct<b:string,a:int>",
    }.Select(DataType.Parse)];

    const string ReadBoth = """
        `coalesce("amount_v2", CAST("amount" AS decimal(14,4)))`
        """;

    const string OldFiles = "old ones are opened, but values may come out otherwise or fail, or AWS does not promise that they don't.";

    /// <summary>The page, as Markdown.</summary>
    internal static string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Schema evolution

            <!-- Made by EvolutionGuide from the code that decides; a test compares it. -->

            What a table that holds files may become. `bipipeline glue plan` applies these rules; what is not safe it refuses, and says so.

            | change of the schema | what happens |
            |---|---|
            | new column | added at the table's end; old files give NULL |
            | column leaves the schema | stays in the table, new files give NULL; nothing that reads it breaks |
            | new field at the end of a struct, at any depth | added; old files give NULL |
            | `int` becomes `bigint`, at any depth | widened; old files are read as they are |
            | schema says `int` where the table has `bigint` | the table keeps `bigint`; both kinds of files are read |
            | comment, description, projection, other properties | updated |
            | any other type | refused; add a column of the new type and read both: {ReadBoth} in a view |
            | partition columns, location, file format | refused; make a table of another name and rebuild it from the raw zone |

            Columns and properties that somebody else added to the table stay. Applying names the version it read; when another writer was
            faster it reads again, merges and goes on, so that any number of writers end at one table that has everybody's columns.

            ## From each type to each other type

            - **safe**: Athena reads old and new files, every value as it was written. Applied.
            - **new**: new files are read; {OldFiles} Refused.
            - **-**: Athena refuses old files when they are queried (`HIVE_BAD_DATA`). Refused.


            """);
        AppendTable(page);
        page.Append("\n## Why\n\n| from | to | verdict | reason |\n|---|---|---|---|\n");
        foreach (var from in Types)
        {
            foreach (var to in Types)
            {
                var transition = TypeTransition.Between(from, to);
                if (transition.Change is TypeChange.Safe or TypeChange.NewFilesOnly)
                {
                    page.Append(CultureInfo.InvariantCulture, $"| `{from}` | `{to}` | {Word(transition)} | {transition.Reason} |\n");
                }
            }
        }
        return page.ToString();
    }

    static void AppendTable(StringBuilder page)
    {
        page.Append("| from \\ to |");
        foreach (var to in Types) { page.Append(CultureInfo.InvariantCulture, $" `{to}` |"); }
        page.Append("\n|---|").Append(string.Concat(Enumerable.Repeat("---|", Types.Length))).Append('\n');
        foreach (var from in Types)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{from}` |");
            foreach (var to in Types) { page.Append(CultureInfo.InvariantCulture, $" {Word(TypeTransition.Between(from, to))} |"); }
            page.Append('\n');
        }
    }

    static string Word(TypeTransition transition) => transition.Change switch
    {
        TypeChange.None => "=",
        TypeChange.Safe => "safe",
        TypeChange.NewFilesOnly => "new",
        _ => "-",
    };
}
