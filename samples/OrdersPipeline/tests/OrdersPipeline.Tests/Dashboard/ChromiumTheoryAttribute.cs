namespace OrdersPipeline.Tests.Dashboard;

/// <summary>A test that draws the page; skipped where there is no Chromium, which neither the build nor the pipeline needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    /// <summary>A test that needs a browser.</summary>
    public ChromiumTheoryAttribute() => Skip = Chromium.MissingReason;
}
