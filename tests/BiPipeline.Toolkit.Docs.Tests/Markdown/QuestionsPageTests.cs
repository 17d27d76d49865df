namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>Checks the index of questions.</summary>
public sealed class QuestionsPageTests
{
    const string Page = "docs/questions.md";

    // The questions of a newcomer before reading.
    const int Questions = 25;

    static string[] Rows { get; } = [.. MarkdownPage.Read(Page).Prose.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| question ", StringComparison.Ordinal))];

    [Fact]
    public void Rows_AreQuestions_OnceEach()
    {
        string[] questions = [.. Rows.Select(row => row.Split('|')[1].Trim())];

        questions.Length.ShouldBeGreaterThanOrEqualTo(Questions);
        questions.ShouldAllBe(question => question.EndsWith('?') || question.Contains("? ", StringComparison.Ordinal));
        questions.ShouldBeUnique();
    }

    /// <summary>LinkTests follow the links. Here each row has one to a heading, not only to a page, with lines below the heading.</summary>
    [Fact]
    public void Rows_LeadToAHeading_WithAnAnswerBelow()
    {
        foreach (var row in Rows)
        {
            var link = new MarkdownPage(Page, row).Links.FirstOrDefault().ShouldNotBeNull(row).Split('#');
            link.Length.ShouldBe(2, row);
            MarkdownPage.Read($"docs/{link[0]}").SectionOf(link[1]).ShouldNotBeNullOrWhiteSpace(row);
        }
    }
}
