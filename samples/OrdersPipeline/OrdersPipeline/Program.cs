using OrdersPipeline.Commands;
using OrdersPipeline.Local;
using Spectre.Console;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C ends the command cleanly; the second is the system's.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
// A file or a pipe has no width and no colours. This width shows every column.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Console.Profile.Width = 120;
    AnsiConsole.Console.Profile.Capabilities.Ansi = false;
}
return await OrdersCommandLine.RunAsync(
    args,
    AnsiConsole.Console,
    Console.Error,
    () => new LocalEngine(),
    cancellation.Token).ConfigureAwait(false);
