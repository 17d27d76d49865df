using System.Globalization;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes a line before each statement of a refresh.</summary>
sealed class LatestProgressLine(Terminal terminal) : IProgress<LatestStatement>
{
    public void Report(LatestStatement value) => terminal.Error.WriteLine(value.Bytes == 0
        ? value.What
        : string.Create(CultureInfo.InvariantCulture, $"{value.What}, {value.Bytes:N0} bytes"));
}
