namespace BiPipeline.Toolkit.Cli.Tests.Usage;

public sealed class HelpTests
{
    static System.CommandLine.RootCommand Root => CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Spectre.Console.AnsiConsole.Console));

    public static TheoryData<string> Commands => [.. CommandPath.All(Root).Select(CommandPath.Of)];

    [Theory]
    [InlineData]
    [InlineData("schema")]
    [InlineData("glue")]
    [InlineData("views")]
    [InlineData("athena")]
    public async Task RunAsync_CommandThatGroupsOthers_PrintsItsHelp(params string[] command)
    {
        var bare = await CliRun.RunAsync(command);

        bare.ShouldBe(await CliRun.RunAsync([.. command, "--help"]));
        (bare.Code, bare.Error).ShouldBe((0, ""));
        bare.Output.ShouldContain("Commands:");
        bare.Output.ShouldContain("Examples:\n  bipipeline ");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_HasExamplesThatItTakes(string path)
    {
        string[] words = [.. path.Split(' ').Skip(1)];
        var help = (await CliRun.RunAsync([.. words, "--help"])).Output;
        var examples = HelpExamples.Of(Root.Parse(words).CommandResult.Command);

        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            help.ShouldContain($"  {example}\n");
            // From the program's name on, without what a shell does around it.
            var call = example[example.IndexOf("bipipeline ", StringComparison.Ordinal)..].Split(" #")[0].Split(" | ")[0].TrimEnd(')', ' ').Replace('\'', '"');
            var parsed = Root.Parse(System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(call).Skip(1).ToArray());
            UsageError.Of(parsed).ShouldBeNull(example);
            if (words.Length > 0) { CommandPath.Of(parsed.CommandResult.Command).ShouldStartWith(path); }
        }
    }

    [Fact]
    public async Task Query_StatementThatBeginsWithAComment_IsAnArgument()
    {
        using var folder = new TemporaryDirectory();

        (await CliRun.RunAsync("query", "-- all\nSELECT 1", "--schema", "s.json", "--lake", folder.Combine("none"))).Error.ShouldStartWith("error: --lake is '");
    }

    [Theory]
    [InlineData("shema", "schema")]
    [InlineData("sehcma", "schema")]
    [InlineData("--lak", "--lake")]
    [InlineData("flatten", "flatten")]
    [InlineData("xyz", null)]
    [InlineData("--fast", null)]
    public void NearestWord_OfAMistypedOne_IsTheOneMeant(string word, string? nearest) =>
        NearestWord.Of(word, ["schema", "flatten", "glue", "views", "query", "--lake", "--location", "--json"]).ShouldBe(nearest);
}
