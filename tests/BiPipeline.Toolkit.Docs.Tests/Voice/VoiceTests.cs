using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Voice;

/// <summary>Checks the words of the repository against docs/style.md.</summary>
public sealed class VoiceTests
{
    /// <summary>A ratchet: the counts may fall and must not rise. Lower a number here after you rewrite an area.</summary>
    [Theory]
    [InlineData("pages", 0)]
    [InlineData("package pages", 0)]
    [InlineData("sample pages", 0)]
    [InlineData("XML docs", 0)]
    [InlineData("errors and logs", 0)]
    [InlineData("comments", 0)]
    [InlineData("test names", 0)]
    public void BannedPhrases_OfAnArea_AreNotMoreThanBefore(string area, int ceiling)
    {
        var wording = Wording.All.Single(one => one.Area == area);
        wording.Texts.ShouldNotBeEmpty();

        var found = wording.Texts
            .SelectMany(text => BannedPhrase.All.SelectMany(phrase => phrase.In(text.Text).Select(around => $"{text.Path}: …{around}… ({phrase.Shown} → {phrase.Instead})")))
            .ToArray();

        found.Length.ShouldBeLessThanOrEqualTo(ceiling, string.Join('\n', found));
    }

    [Theory]
    [InlineData("The name is no name.", "is no X, are no X")]
    [InlineData("There is no file.", null)]
    [InlineData("It is no longer there.", null)]
    [InlineData("The line is none of these.", "is none, is none of")]
    [InlineData("Understand the outstanding stand-in, which stands for a table.", null)]
    [InlineData("A mock stands in for it; null when there is none.", null)]
    [InlineData("It stands here.", "stand, stood (for *be*)")]
    [InlineData("Two files a day.", "one X a Y, bytes a Y")]
    [InlineData("It writes a file and a row.", null)]
    [InlineData("Amend the recommended retold beliefs.", null)]
    [InlineData("It went on.", "go on")]
    [InlineData("Some 50 MB.", "some 50")]
    [InlineData("Some rows.", null)]
    public void BannedPhrase_OfASentence_IsFoundAsAWholeWord(string sentence, string? expected) =>
        BannedPhrase.All.Where(phrase => phrase.IsIn(sentence)).Select(phrase => phrase.Shown).ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void SourceWords_OfAFile_ReturnsDocsCommentsAndTexts()
    {
        const string source = """"
            /// <summary>One <see cref="Told"/>
            /// two.</summary>
            class A // three
            {
                // four
                // five
                char quote = '"'; char tick = '\''; /* six */
                string a = "seven \" // eight", b = @"nine "" \", c = $"ten {string.Join(", ", told)} {{eleven}}";
                string d = """
                    "twelve" // thirteen
                    """;
            }
            """";

        var words = SourceWords.Of(source);

        words.XmlDocs.ShouldBe(["One two."]);
        words.Comments.ShouldBe(["three", "four five", "* six *"]);
        words.Texts.Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe([@"""seven \"" // eight""", @"@""nine """" \""", @"$""ten … {{eleven}}""", @""""""" ""twelve"" // thirteen """""""]);
    }

    [Fact]
    public void StylePage_BannedPhrases_MatchTheList() =>
        PageRegion.Match("docs/style.md", ("phrases", "| not | but |\n|---|---|\n" + string.Concat(BannedPhrase.All.Select(phrase => $"| {phrase.Shown} | {phrase.Instead} |\n"))));
}
