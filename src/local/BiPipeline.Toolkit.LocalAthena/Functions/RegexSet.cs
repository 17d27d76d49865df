using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Compiled regular expressions in Java's syntax. A match that takes longer than the limit fails the query.</summary>
sealed partial class RegexSet(TimeSpan limit)
{
    readonly BoundedCache<Regex> _compiled = new();

    internal bool IsMatch(string text, string pattern)
    {
        var units = CodeUnits.Of(text);
        return Guard(() => Get(units.Fold(pattern)).IsMatch(units.Fold(text)));
    }

    internal string? Extract(string text, string pattern, long group)
    {
        var units = CodeUnits.Of(text);
        return Guard(() =>
        {
            var match = Get(units.Fold(pattern)).Match(units.Fold(text));
            return Group(match, group) is { Success: true } found ? units.Unfold(found.Value) : null;
        });
    }

    internal IReadOnlyList<string?> ExtractAll(string text, string pattern, long group)
    {
        var units = CodeUnits.Of(text);
        return Guard(() => (IReadOnlyList<string?>)[
            .. Get(units.Fold(pattern)).Matches(units.Fold(text))
                .Select(match => Group(match, group) is { Success: true } found ? units.Unfold(found.Value) : null)
        ]);
    }

    internal string Replace(string text, string pattern, string replacement)
    {
        var units = CodeUnits.Of(text);
        return Guard(() =>
        {
            var regex = Get(units.Fold(pattern));
            return units.Unfold(regex.Replace(units.Fold(text), NetReplacement(units.Fold(replacement), regex)));
        });
    }

    internal IReadOnlyList<string?> Split(string text, string pattern)
    {
        var units = CodeUnits.Of(text);
        return Guard(() =>
        {
            List<string?> parts = [];
            var folded = units.Fold(text);
            var start = 0;
            foreach (var match in Get(units.Fold(pattern)).EnumerateMatches(folded))
            {
                parts.Add(units.Unfold(folded[start..match.Index]));
                start = match.Index + match.Length;
            }
            parts.Add(units.Unfold(folded[start..]));
            return (IReadOnlyList<string?>)parts;
        });
    }

    internal long Count(string text, string pattern)
    {
        var units = CodeUnits.Of(text);
        return Guard(() => Get(units.Fold(pattern)).Count(units.Fold(text)));
    }

    internal long Position(string text, string pattern)
    {
        var units = CodeUnits.Of(text);
        return Guard(() => Get(units.Fold(pattern)).Match(units.Fold(text)) is { Success: true } match ? match.Index + 1L : -1L);
    }

    /// <summary>The position of an occurrence, from a position; both from 1, -1 for none.</summary>
    internal long Position(string text, string pattern, long start, long occurrence)
    {
        if (start < 1) { throw Invalid("start position cannot be smaller than 1"); }
        if (occurrence < 1) { throw Invalid("occurrence cannot be smaller than 1"); }
        var units = CodeUnits.Of(text);
        var folded = units.Fold(text);
        if (start > folded.Length) { return -1; }
        return Guard(() =>
        {
            var match = Get(units.Fold(pattern)).Match(folded, (int)start - 1);
            for (; match.Success && occurrence > 1; occurrence--) { match = match.NextMatch(); }
            return match.Success ? match.Index + 1L : -1L;
        });
    }

    /// <summary>Number of groups of a pattern.</summary>
    internal long Groups(string pattern) => Get(pattern).GetGroupNumbers().Length - 1;

    /// <summary>The text before each match with the match's groups, one after the other, and the text after the last one.</summary>
    internal IReadOnlyList<string?> Parts(string text, string pattern)
    {
        var units = CodeUnits.Of(text);
        return Guard(() =>
        {
            List<string?> parts = [];
            var folded = units.Fold(text);
            var start = 0;
            foreach (Match match in Get(units.Fold(pattern)).Matches(folded))
            {
                parts.Add(units.Unfold(folded[start..match.Index]));
                parts.AddRange(match.Groups.Values.Skip(1).Select(group => group.Success ? units.Unfold(group.Value) : null));
                start = match.Index + match.Length;
            }
            parts.Add(units.Unfold(folded[start..]));
            return (IReadOnlyList<string?>)parts;
        });
    }

    Regex Get(string pattern) => _compiled.Get(pattern, key =>
    {
        var net = NetPattern(key);
        try
        {
            return new Regex(net, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, limit);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need the backtracking engine, which the limit ends.
            return new Regex(net, RegexOptions.CultureInvariant, limit);
        }
        catch (ArgumentException exception)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidFunctionArgument,
                $"Invalid regular expression '{key}': {exception.Message}");
        }
    });

    // Java's syntax that .NET does not have: \h, possessive quantifiers, \Q…\E.
    static string NetPattern(string pattern)
    {
        if (pattern.Contains(@"\Q", StringComparison.Ordinal)
            || pattern.Contains("++", StringComparison.Ordinal)
            || pattern.Contains("*+", StringComparison.Ordinal)
            || pattern.Contains("?+", StringComparison.Ordinal)
            || pattern.Contains("&&[", StringComparison.Ordinal))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have possessive quantifiers, \\Q…\\E and class intersections in regular expressions: '{pattern}'");
        }
        pattern = Posix().Replace(pattern, match => PosixClass(match.Groups["name"].Value));
        return pattern.Replace(@"\p{Alpha}", "[a-zA-Z]", StringComparison.Ordinal)
            .Replace(@"\p{Digit}", "[0-9]", StringComparison.Ordinal)
            .Replace(@"\p{Alnum}", "[a-zA-Z0-9]", StringComparison.Ordinal)
            .Replace(@"\p{Upper}", "[A-Z]", StringComparison.Ordinal)
            .Replace(@"\p{Lower}", "[a-z]", StringComparison.Ordinal)
            .Replace(@"\h", "[ \\t\\xA0]", StringComparison.Ordinal);
    }

    // [[:digit:]], as Joni has it.
    static string PosixClass(string name) => name switch
    {
        "alpha" => @"\p{L}",
        "digit" => @"\p{Nd}",
        "alnum" => @"\p{L}\p{Nd}",
        "upper" => @"\p{Lu}",
        "lower" => @"\p{Ll}",
        "space" => @"\s",
        "xdigit" => "0-9A-Fa-f",
        "word" => @"\w",
        "blank" => @" \t",
        _ => throw new LocalAthenaQueryException(
            FailureCode.NotSupported, $"LocalAthena does not have [:{name}:] in regular expressions"),
    };

    [GeneratedRegex(@"(?<=\[[^\]\\]*)\[:(?<name>[a-z]+):\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Posix();

    // $1 and ${name} are the same; \$ and \\ are escapes in Java and $$ and \ in .NET.
    static string NetReplacement(string replacement, Regex regex)
    {
        var net = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] == '\\')
            {
                if (++i == replacement.Length) { throw Invalid("Illegal replacement sequence: character to be escaped is missing"); }
                net.Append(replacement[i] == '$' ? "$$" : replacement[i].ToString());
            }
            else if (replacement[i] == '$')
            {
                i = AppendGroup(net, replacement, i + 1, regex);
            }
            else
            {
                net.Append(replacement[i]);
            }
        }
        return net.ToString();
    }

    // Returns the position of the reference's last character.
    static int AppendGroup(StringBuilder net, string replacement, int i, Regex regex)
    {
        if (i < replacement.Length && replacement[i] == '{')
        {
            var end = replacement.IndexOf('}', i);
            var name = end < 0 ? "" : replacement[(i + 1)..end];
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !regex.GetGroupNames().Contains(name, StringComparer.Ordinal))
            {
                throw Invalid($"Illegal replacement sequence: unknown group {{{name}}}");
            }
            net.Append(CultureInfo.InvariantCulture, $"${{{name}}}");
            return end;
        }
        if (i >= replacement.Length || !char.IsAsciiDigit(replacement[i]))
        {
            throw Invalid("Illegal replacement sequence: $ must be followed by a group");
        }
        // As many digits as make the number of a group.
        var group = replacement[i] - '0';
        if (!regex.GetGroupNumbers().Contains(group))
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"Illegal replacement sequence: unknown group {group}"));
        }
        while (i + 1 < replacement.Length
            && char.IsAsciiDigit(replacement[i + 1])
            && regex.GetGroupNumbers().Contains((group * 10) + replacement[i + 1] - '0'))
        {
            group = (group * 10) + replacement[++i] - '0';
        }
        net.Append(CultureInfo.InvariantCulture, $"${{{group}}}");
        return i;
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);

    static Group? Group(Match match, long group)
    {
        if (!match.Success) { return null; }
        return group >= 0 && group < match.Groups.Count
            ? match.Groups[(int)group]
            : throw new LocalAthenaQueryException(
                FailureCode.InvalidFunctionArgument,
                string.Create(CultureInfo.InvariantCulture, $"Pattern has {match.Groups.Count - 1} groups. Cannot access group {group}"));
    }

    T Guard<T>(Func<T> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new LocalAthenaQueryException(
                FailureCode.ExceededTimeLimit,
                string.Create(CultureInfo.InvariantCulture, $"A regular expression ran longer than {limit.TotalSeconds} s on one value"));
        }
    }
}
