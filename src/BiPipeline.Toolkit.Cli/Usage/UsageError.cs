using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Describes the error of a call in one line.</summary>
static partial class UsageError
{
    /// <summary>Returns the line without <c>error:</c>; null when the call is valid.</summary>
    internal static string? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0 && !MistakesAnOption(parsed)) { return null; }
        // An unknown word is the cause, so arguments that are missing because of it are not reported.
        var unknown = UnknownWords(parsed).ToArray();
        var problems = unknown.Length > 0 ? unknown : parsed.Errors.Select(error => error.Message);
        return $"{string.Join(' ', problems)} See '{CommandPath.Of(parsed.CommandResult.Command)} --help'.";
    }

    // Help and completion read no arguments, so their call has no errors and may have any words.
    static bool MistakesAnOption(ParseResult parsed) => IsOfThisProgram(parsed) && UnknownOptions(parsed).Any();

    static bool IsOfThisProgram(ParseResult parsed) => parsed.Action == parsed.CommandResult.Command.Action;

    static IEnumerable<string> UnknownWords(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] options = [.. UnknownOptions(parsed)];
        var known = Options(command).SelectMany(option => option.Aliases.Prepend(option.Name));
        foreach (var word in options)
        {
            yield return $"'{word}' is not an option of '{CommandPath.Of(command)}'{Suggestion(NearestWord.Of(word, known))}";
        }
        if (command.Subcommands.Count == 0) { yield break; }
        // The words after an unknown command belong to it.
        if (parsed.UnmatchedTokens is [var first, ..] && !options.Contains(first.Split('=')[0], StringComparer.Ordinal))
        {
            yield return $"'{first}' is not a command of '{CommandPath.Of(command)}'{Suggestion(NearestCommand(first, command))}";
        }
    }

    static string Suggestion(string? nearest) => nearest is null ? "." : $"; did you mean '{nearest}'?";

    // 'infer' means 'schema infer'.
    static string? NearestCommand(string word, Command command)
    {
        if (NearestWord.Of(word, command.Subcommands.Select(inner => inner.Name)) is { } name) { return name; }
        var deeper = CommandPath.All(command).Skip(1).ToLookup(inner => inner.Name, StringComparer.Ordinal);
        return NearestWord.Of(word, deeper.Select(group => group.Key)) is { } last
            ? CommandPath.Of(deeper[last].First())[(CommandPath.Of(command).Length + 1)..]
            : null;
    }

    // A word like an option that was parsed as an argument, or not at all. After '--', every word is an argument.
    static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && OptionWord().IsMatch(token.Value))
        .Select(token => token.Value.Split('=')[0])
        .Distinct(StringComparer.Ordinal);

    static IEnumerable<Option> Options(Command command)
    {
        var above = command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive);
        return command.Options.Where(option => !option.Hidden).Concat(above);
    }

    [GeneratedRegex(@"^--[A-Za-z][\w-]*(?:=.*)?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionWord();
}
