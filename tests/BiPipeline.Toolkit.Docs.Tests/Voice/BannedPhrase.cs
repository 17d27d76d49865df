using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Docs.Tests.Voice;

/// <summary>A phrase that docs/style.md bans.</summary>
/// <param name="Shown">The phrase as the page shows it.</param>
/// <param name="Instead">The words to use.</param>
/// <param name="Pattern">The regular expression that finds it, between word boundaries.</param>
sealed record BannedPhrase(string Shown, string Instead, string Pattern)
{
    const string Counted = "one|once|twice|two|three|four|five|six|bytes|[kKMG]i?B|ms|cents|USD|lines?|files?|rows?|times?|objects?|columns?|values?|records?|puts?|calls?|queries";
    const string Unit = "record|row|file|batch|call|day|month|hour|minute|second|week|year|table|column|value|line|partition|object|page|key|shard|type|run|test|query|view|store|writer|process|thread|pass|package|platform|project|commit|function|zone|folder|image|list|stream|put";

    /// <summary>The whole list: the page's table is made from it, and <see cref="VoiceTests"/> counts it.</summary>
    internal static IReadOnlyList<BannedPhrase> All { get; } =
    [
        new("is no X, are no X", "is not a X", @"(?<!\bthere )(?:is|are|was|were) no(?! (?:longer|more|fewer|less|other)\b)"),
        new("is none, is none of", "is not a, is not one of", @"(?<!\bthere )(?:is|are|was|were) none"),
        new("tell, told", "report, return, pass, say", "tell(?:s|ing)?|told"),
        new("stand, stood (for *be*)", "is, appears", @"(?:stand|stands|standing|stood)(?! (?:in )?for\b|-)"),
        new("lie, lies (for *be*)", "is, is in", "lies?|lying"),
        new("one X a Y, bytes a Y", "one X per Y", $"(?:{Counted}) an? (?:{Unit})"),
        new("some 50", "about 50", @"some(?= \d)"),
        new("mend", "fix", "mend(?:s|ed|ing)?"),
        new("anew", "again, start over", "anew"),
        new("begun", "started", "begun"),
        new("whatever", "any, or name the cases", "whatever"),
        new("somebody, someone", "name the role: a caller, a user", "somebody|someone"),
        new("meanwhile", "while X, Y", "meanwhile"),
        new("go on", "continue", "go(?:es|ing)? on|went on"),
        new("come to", "reach, become", "comes? to|came to"),
        new("at work", "in progress, running", "at work"),
        new("given up, given-up", "discarded, cancelled", "given[ -]up"),
        new("shall", "must, or the present tense", "shall"),
        new("hence, thus, lest, nought", "so, so that, nothing", "hence|thus|lest|nought|hitherto|albeit"),
        new("thereof, whereof, therein", "of it, in it", "(?:there|where)(?:of|in|by|upon)"),
    ];

    Regex Finder { get; } = new($@"\b(?:{Pattern})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(10));

    /// <summary>Each occurrence with the words around it.</summary>
    internal IEnumerable<string> In(string text) =>
        Finder.Matches(text).Select(match => text[Math.Max(0, match.Index - 30)..Math.Min(text.Length, match.Index + match.Length + 30)]);

    internal bool IsIn(string text) => Finder.IsMatch(text);
}
