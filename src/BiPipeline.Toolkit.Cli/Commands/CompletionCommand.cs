using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>completion</c>: scripts for the completion of commands in a shell.</summary>
static class CompletionCommand
{
    // The words after the program's name go to [suggest:…], with the cursor's position in them.
    const string Bash = """
        _bipipeline() {
          local line="${COMP_LINE#* }" skipped IFS=$'\n'
          skipped="${COMP_LINE%% *} "
          local found="$(bipipeline "[suggest:$((COMP_POINT - ${#skipped}))]" "$line" 2>/dev/null)"
          COMPREPLY=($(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _bipipeline bipipeline
        """;

    const string Zsh = """
        _bipipeline() {
          local line="${(j: :)words[2,CURRENT]}"
          local -a found=("${(@f)$(bipipeline "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a found || _files
        }
        compdef _bipipeline bipipeline
        """;

    const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName bipipeline -ScriptBlock {
          param($word, $ast, $position)
          $text = $ast.ToString().PadRight($position)
          $start = $text.IndexOf(' ') + 1
          $line = $text.Substring($start)
          bipipeline "[suggest:$($position - $start)]" "$line" | Where-Object { $_ -like "$word*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    internal static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion", "Prints the shell script that completes commands and options.") { shell };
        command.SetAction(async (parsed, _) =>
        {
            var script = parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Pwsh };
            await terminal.Output.WriteLineAsync(script).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
