using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>A number and what it counts.</summary>
static class Count
{
    /// <summary>Such as <c>1 file</c> and <c>1,200 files</c>.</summary>
    internal static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
