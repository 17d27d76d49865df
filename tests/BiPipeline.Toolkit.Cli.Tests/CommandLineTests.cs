namespace BiPipeline.Toolkit.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("error: 'fly' is not a command of 'bipipeline'. See 'bipipeline --help'.\n", "fly")]
    [InlineData("error: 'flaten' is not a command of 'bipipeline'; did you mean 'flatten'? See 'bipipeline --help'.\n", "flaten", "x.json")]
    [InlineData("error: 'infer' is not a command of 'bipipeline'; did you mean 'schema infer'? See 'bipipeline --help'.\n", "infer", "x.json")]
    [InlineData("error: 'plam' is not a command of 'bipipeline glue'; did you mean 'plan'? See 'bipipeline glue --help'.\n", "glue", "plam")]
    [InlineData("error: '--shema' is not an option of 'bipipeline flatten'; did you mean '--schema'? See 'bipipeline flatten --help'.\n", "flatten", "x.json", "--shema", "s.json", "--lake", "l")]
    [InlineData("error: '--lkae' is not an option of 'bipipeline flatten'; did you mean '--lake'? See 'bipipeline flatten --help'.\n", "flatten", "x.json", "--schema", "s.json", "--lkae=l", "--lake", "l")]
    [InlineData("error: '--fast' is not an option of 'bipipeline glue ddl'. See 'bipipeline glue ddl --help'.\n", "glue", "ddl", "--schema", "s.json", "--location", "s3://b", "--fast")]
    [InlineData("error: --location is 'b/p'; expected s3://bucket/prefix. See 'bipipeline glue plan --help'.\n", "glue", "plan", "--schema", "s.json", "--database", "d", "--location", "b/p")]
    [InlineData("error: Option '--table' is required. See 'bipipeline schema infer --help'.\n", "schema", "infer", "x.json")]
    [InlineData("error: Option '--lake' is required. See 'bipipeline flatten --help'.\n", "flatten", "x.json", "--schema", "s.json")]
    [InlineData("error: Option '--workgroup' is required. See 'bipipeline views apply --help'.\n", "views", "apply", "--schema", "s", "--database", "d")]
    [InlineData("error: The command has no views; expected --schema, --views or both. See 'bipipeline views plan --help'.\n", "views", "plan", "--database", "d")]
    [InlineData("error: --param is 'x'; expected NAME=VALUE. See 'bipipeline views plan --help'.\n", "views", "plan", "--database", "d", "--views", "s", "--param", "x")]
    public async Task RunAsync_WrongUsage_PrintsOneLineAndReturns2(string error, params string[] args) =>
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
    [InlineData("--help", "init")]
    [InlineData("--help", "schema")]
    [InlineData("--help", "flatten")]
    [InlineData("--help", "glue")]
    [InlineData("--help", "views")]
    [InlineData("--help", "query")]
    [InlineData("--help", "athena")]
    public async Task RunAsync_Help_ListsTheCommands(string option, string command)
    {
        var run = await CliRun.RunAsync(option);

        run.Code.ShouldBe(0);
        run.Output.ShouldContain($"  {command} ");
    }

    [Theory]
    [InlineData("init")]
    [InlineData("schema", "infer")]
    [InlineData("schema", "check")]
    [InlineData("completion")]
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
    public async Task RunAsync_CancelledToken_Returns130()
    {
        using var folder = new TemporaryDirectory();
        var input = folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync(["flatten", input, "--schema", schema, "--lake", folder.Combine("lake")], new CancellationToken(canceled: true));

        run.ShouldBe(new CliRun(130, "", "Cancelled; nothing new was stored.\n"));
    }

    [Fact]
    public async Task RunAsync_InvalidSchema_PrintsOneLineAndReturns1()
    {
        using var folder = new TemporaryDirectory();
        var schema = folder.Write("s.json", """{ "table": "T!", "keys": [], "columns": [] }""");

        var run = await CliRun.RunAsync("views", "ddl", "--schema", schema);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: Schema '{schema}' has ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_MissingSchema_NamesIt()
    {
        var run = await CliRun.RunAsync("views", "ddl", "--schema", "/nowhere/s.json");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("/nowhere/s.json");
    }

    [Fact]
    public async Task RunAsync_RefusedArgument_NamesItWithoutTheParameter()
    {
        using var folder = new TemporaryDirectory();
        var input = folder.Write("in.jsonl", SampleInputs.Orders(1));
        var schema = folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", "ftp://host/lake");

        run.ShouldBe(new CliRun(1, "", "error: Location 'ftp://host/lake' is not a lake; expected a folder or s3://bucket/prefix.\n"));
    }
}
