using System.Text;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>A writer that reports its first line at once.</summary>
sealed class LineWriter : StringWriter
{
    readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<string> FirstLine => _first.Task;

    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteLineAsync(string? value)
    {
        _first.TrySetResult(value ?? "");
        return base.WriteLineAsync(value);
    }
}
