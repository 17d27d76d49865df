using System.Diagnostics;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class CompletionCommandTests
{
    [Theory]
    [InlineData("fl", "flatten")]
    [InlineData("glue ", "apply ddl plan")]
    [InlineData("glue pl", "plan")]
    [InlineData("flatten in.jsonl --sch", "--schema")]
    [InlineData("flatten --codec ", "gzip none snappy")]
    [InlineData("completion ", "bash pwsh zsh")]
    public async Task Suggest_WordsSoFar_GivesWhatCanFollow(string line, string expected)
    {
        var run = await CliRun.RunAsync($"[suggest:{line.Length}]", line);

        run.Code.ShouldBe(0);
        var word = line[(line.LastIndexOf(' ') + 1)..];
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(found => found.StartsWith(word, StringComparison.Ordinal) && found.StartsWith('-') == word.StartsWith('-')).Order(StringComparer.Ordinal)
            .ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Completion_UnknownShell_IsWrongUsage() => (await CliRun.RunAsync("completion", "tcsh")).Code.ShouldBe(2);

    [Theory]
    [InlineData("zsh", "compdef _bipipeline bipipeline")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName bipipeline")]
    public async Task Completion_OtherShells_RegisterTheCommand(string shell, string line) => (await CliRun.RunAsync("completion", shell)).Output.ShouldContain(line);

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("bipipeline sch", "schema")]
    [InlineData("bipipeline views a", "apply")]
    [InlineData("bipipeline flatten x --la", "--lake")]
    public async Task Completion_Bash_CompletesInARealShell(string line, string expected)
    {
        if (OperatingSystem.IsWindows()) { return; }
        var script = (await CliRun.RunAsync("completion", "bash")).Output;
        var program = CliRun.Published is { } published ? $"'{published}'" : $"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "bipipeline.dll")}'";
        var bash = $$"""
            bipipeline() { {{program}} "$@"; }
            {{script}}
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$COMP_LINE"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _bipipeline
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", bash]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        (await process.StandardOutput.ReadToEndAsync().WaitAsync(HangGuard.Time)).Trim().ShouldBe(expected);
    }
}
