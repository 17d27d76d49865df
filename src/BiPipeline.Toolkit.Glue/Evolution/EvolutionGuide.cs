namespace BiPipeline.Toolkit.Glue;

/// <summary>The page <c>docs/schema-evolution.md</c>, generated from the rules in the code.</summary>
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

    const string OldFiles = "old files open, but values may change or fail, or AWS does not guarantee them.";

    /// <summary>Returns the page as Markdown.</summary>
    internal static string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Schema evolution

            <!-- Made by EvolutionGuide from the rules in the code; a test compares it. -->

            Which changes a table with files allows. `bipipeline glue plan` applies these rules, and refuses other changes with a reason.

            | change of the schema | what happens |
            |---|---|
            | new column | added at the table's end; old files give NULL |
            | column leaves the schema | stays in the table; new files give NULL, so no reader breaks |
            | new field at the end of a struct, at any depth | added; old files give NULL |
            | `int` becomes `bigint`, at any depth | widened; Athena still reads old files |
            | schema says `int` where the table has `bigint` | the table keeps `bigint`; Athena reads both kinds of files |
            | comment, description, projection, other properties | updated |
            | any other type | refused; add a column of that type and read both: {ReadBoth} in a view, or make a table from the raw zone |
            | other columns, paths, policies, children or coercion under the same `version` | refused; set `version` one higher |
            | partition rule: an earlier `from`, more `values`, a larger `ahead` | updated |
            | any other change of a partition rule, or of its source's path, type, unit or coercion | refused; files are in its folders |
            | partition columns, location, file format | refused; make a new table from the raw zone |

            `bipipeline lake rebuild --table NEW` makes a new table from the raw zone of the old one
            ([change the schema](recipes/change-the-schema.md#a-new-table)). `glue plan` prints the command.

            `flatten` and the function hold the same rules against the schemas that the lake was written with
            (`schemas/<table>/<version>-<hash>.json`).

            Columns and properties from other writers stay in the table. An update names the version it read. When another writer changed
            the table first, the update reads it again, merges and retries. All writers therefore end at one table with all columns.

            ## From each type to each other type

            - **safe**: Athena reads every value of old and new files unchanged. Applied.
            - **new**: Athena reads new files; {OldFiles} Refused.
            - **-**: Athena refuses queries of old files (`HIVE_BAD_DATA`). Refused.


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
