using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Docs.Tests.Voice;

/// <summary>A phrase that docs/style.md bans.</summary>
/// <param name="Shown">The phrase in the page.</param>
/// <param name="Instead">The words to use.</param>
/// <param name="Pattern">The regular expression that finds it, between word boundaries.</param>
sealed record BannedPhrase(string Shown, string Instead, string Pattern)
{
    const string Counted = "one|once|twice|two|three|four|five|six|bytes|[kKMG]i?B|ms|cents|USD|lines?|files?|rows?|times?|objects?|columns?|values?|records?";
    const string Unit = "record|row|file|batch|call|day|month|hour|minute|second|week|year|table|column|value|line|partition|object|page|key|shard|type|run|test|query|view|store|writer|process|thread|pass|package|platform|project|commit|function|zone|folder|image|list|stream|put";

    /// <summary>The whole list, from which the page's table is generated. <see cref="VoiceTests"/> counts the phrases.</summary>
    internal static IReadOnlyList<BannedPhrase> All { get; } =
    [
        new("is no X, are no X", "is not a X", @"(?<!\bthere )(?:is|are|was|were) no(?! (?:longer|more|fewer|less|other)\b)"),
        new("is none, is none of", "is not a, is not one of", @"(?<!\bthere )(?:is|are|was|were) none"),
        new("tell, told", "report, return, pass, say", "tell(?:s|ing)?|told"),
        new("stand, stood (for *be*)", "is, appears", @"(?:stand|stands|standing|stood)(?! (?:in )?for\b|-)"),
        new("lie, lies (for *be*)", "is, is in", "lies?|lying"),
        new("one X a Y, bytes a Y", "one X per Y", $"(?:{Counted}) an? (?:{Unit})|(?:puts|calls|queries) an? (?:second|minute|hour|day|month|batch|record|file|run|test)"),
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
        new("of its own, of one's own", "its own X, a separate X", "of (?:its|their|one's|your) own"),
        new("nobody, everybody, whoever", "name the role: no caller, every reader", "nobody|everybody|everyone|anybody|whoever|whichever|wherever"),
        new("have to", "must", @"(?:have|has|had|having) to(?! do\b)"),
        new("is to be", "must be", "(?:is|are|was|were) to (?:be|have|become|end|run|hold|take|write|read|show)"),
        new("nothing but, anything but", "only, any other X", "(?:nothing|anything) but"),
        new("plays no part", "does not matter", "plays? (?:no|a|any) part"),
        new("for good, all the same", "permanently, anyway", "for good(?! reason)|all the same"),
        new("once more, come again", "again, is retried", "once more|comes? again|came again"),
        new("cut short", "incomplete", "cut short"),
        new("by which, by whom", "which, whose, or a second sentence", "by (?:which|whom)"),
        new("give back, hand over", "return, pass", "(?:gives?|given|gave) back|hand(?:s|ed)? (?:over|out)"),
        new("is gone", "is deleted, does not exist", "(?:is|are|was|were|be) gone"),
    ];

    Regex Finder { get; } = new($@"\b(?:{Pattern})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(10));

    /// <summary>Returns each occurrence with the words around it.</summary>
    internal IEnumerable<string> In(string text) =>
        Finder.Matches(text).Select(match => text[Math.Max(0, match.Index - 30)..Math.Min(text.Length, match.Index + match.Length + 30)]);

    internal bool IsIn(string text) => Finder.IsMatch(text);
}
