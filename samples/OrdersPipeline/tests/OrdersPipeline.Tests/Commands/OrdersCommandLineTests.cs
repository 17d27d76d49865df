using OrdersPipeline.Commands;
using OrdersPipeline.Local;
using OrdersPipeline.Tests.Local;
using OrdersPipeline.Tests.Printing;

namespace OrdersPipeline.Tests.Commands;

public sealed class OrdersCommandLineTests
{
    [Fact]
    public async Task RunAsync_UnknownCommand_IsWrongUsage()
    {
        var (code, _, error) = await RunAsync(new OracleEngine(), "fly");

        code.ShouldBe(2);
        error.ShouldContain("error: Unrecognized command or argument 'fly'.");
    }

    [Fact]
    public async Task RunAsync_UnknownOption_IsWrongUsage() => (await RunAsync(new OracleEngine(), "--fast")).Code.ShouldBe(2);

    [Fact]
    public async Task RunAsync_Help_ListsTheCommands()
    {
        var (code, output, _) = await RunAsync(new OracleEngine(), "--help");

        code.ShouldBe(0);
        output.ShouldContain("local");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task RunAsync_NoArguments_RunsLocalIntoOut()
    {
        using var folder = new TemporaryDirectory();

        var (code, output, _) = await RunAsync(new OracleEngine(), "--out", folder.FullPath);

        output.ShouldContain("revenue_by_category");
        output.ShouldContain("2,802 records in 29 Lambda payloads");
        Directory.Exists(folder.Combine("lake", "processed", "orders")).ShouldBeTrue();
        File.Exists(folder.Combine("dashboard.html")).ShouldBeTrue();
        code.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_OutIsAFile_PrintsOneErrorLine()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.Combine("lake"), "");

        var (code, _, error) = await RunAsync(new OracleEngine(), "--out", folder.FullPath);

        code.ShouldBe(1);
        error.ShouldStartWith("error: ");
        error.TrimEnd().ShouldNotContain("\n");
    }

    static async Task<(int Code, string Output, string Error)> RunAsync(ILocalEngine engine, params string[] args)
    {
        using var error = new StringWriter();
        var code = 0;
        var output = await Rendered.TextAsync(async console => code = await OrdersCommandLine.RunAsync(args, console, error, () => engine, CancellationToken.None));
        return (code, output, error.ToString());
    }
}
