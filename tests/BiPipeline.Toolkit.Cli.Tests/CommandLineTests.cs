namespace BiPipeline.Toolkit.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("error: Required command was not provided. Unrecognized command or argument 'fly'. See 'bipipeline --help'.\n", "fly")]
    [InlineData("error: Required command was not provided. See 'bipipeline --help'.\n")]
    [InlineData("error: Required command was not provided. See 'bipipeline glue --help'.\n", "glue")]
    [InlineData("error: Option '--table' is required. See 'bipipeline schema infer --help'.\n", "schema", "infer", "x.json")]
    [InlineData("error: Option '--lake' is required. See 'bipipeline flatten --help'.\n", "flatten", "x.json", "--schema", "s.json")]
    [InlineData("error: Option '--workgroup' is required. See 'bipipeline views apply --help'.\n", "views", "apply", "--schema", "s", "--database", "d")]
    [InlineData("error: There are no views: give --schema, --sql or both. See 'bipipeline views plan --help'.\n", "views", "plan", "--database", "d")]
    [InlineData("error: --param is 'x'; it must be NAME=VALUE. See 'bipipeline views plan --help'.\n", "views", "plan", "--database", "d", "--sql", "s", "--param", "x")]
    public async Task RunAsync_WrongUsage_IsOneLineAndTwo(string error, params string[] args) =>
        (await CliRun.RunAsync(args)).ShouldBe(new CliRun(2, "", error));

    [Theory]
    [InlineData("flatten", "x.json", "--schema", "s.json", "--lake", "l", "--codec", "zstd")]
    [InlineData("flatten", "x.json", "--schema", "s.json", "--lake", "l", "--threads", "many")]
    [InlineData("glue", "ddl", "--schema", "s.json", "--location", "l", "--format", "xml")]
    public async Task RunAsync_ValueOutsideItsRange_IsWrongUsage(params string[] args)
    {
        var run = await CliRun.RunAsync(args);

        run.Code.ShouldBe(2);
        run.Output.ShouldBe("");
        run.Error.ShouldStartWith("error: ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Theory]
    [InlineData("--help", "schema")]
    [InlineData("--help", "flatten")]
    [InlineData("--help", "glue")]
    [InlineData("--help", "views")]
    [InlineData("--help", "query")]
    [InlineData("--help", "athena")]
    public async Task RunAsync_Help_TellsTheCommands(string option, string command)
    {
        var run = await CliRun.RunAsync(option);

        run.Code.ShouldBe(0);
        run.Output.ShouldContain($"  {command} ");
    }

    [Theory]
    [InlineData("schema", "infer")]
    [InlineData("flatten")]
    [InlineData("glue", "ddl")]
    [InlineData("glue", "plan")]
    [InlineData("glue", "apply")]
    [InlineData("views", "ddl")]
    [InlineData("views", "plan")]
    [InlineData("views", "apply")]
    [InlineData("views", "check")]
    [InlineData("query")]
    [InlineData("athena", "serve")]
    public async Task RunAsync_HelpOfACommand_ExplainsEveryOption(params string[] command)
    {
        var run = await CliRun.RunAsync([.. command, "--help"]);

        run.Code.ShouldBe(0);
        var options = CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, Spectre.Console.AnsiConsole.Console)).Parse([.. command]).CommandResult.Command.Options;
        options.ShouldAllBe(option => option.Description!.Length > 0 && run.Output.Contains(option.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_CancelledToken_Is130()
    {
        using var folder = new TemporaryDirectory();
        var input = folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync(["flatten", input, "--schema", schema, "--lake", folder.Combine("lake")], new CancellationToken(canceled: true));

        run.ShouldBe(new CliRun(130, "", "Cancelled; what was stored stays, and a new run goes on from it.\n"));
    }

    [Fact]
    public async Task RunAsync_SchemaThatIsNone_IsOneLineAndOne()
    {
        using var folder = new TemporaryDirectory();
        var schema = folder.Write("s.json", """{ "table": "T!", "keys": [], "columns": [] }""");

        var run = await CliRun.RunAsync("views", "ddl", "--schema", schema);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: Schema '{schema}' has ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_SchemaThatIsMissing_NamesIt()
    {
        var run = await CliRun.RunAsync("views", "ddl", "--schema", "/nowhere/s.json");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("/nowhere/s.json");
    }

    [Fact]
    public async Task RunAsync_RefusedArgument_IsNamedWithoutTheParameter()
    {
        using var folder = new TemporaryDirectory();
        var input = folder.Write("in.jsonl", SampleInputs.Orders(1));
        var schema = folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", "ftp://host/lake");

        run.ShouldBe(new CliRun(1, "", "error: The lake's location is 'ftp://host/lake'; it must be a folder or s3://bucket/prefix.\n"));
    }
}
