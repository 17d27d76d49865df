using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Formats a number with its noun.</summary>
static class Count
{
    /// <summary>Returns text such as <c>1 file</c> and <c>1,200 files</c>.</summary>
    internal static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
