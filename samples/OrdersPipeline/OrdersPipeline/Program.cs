using OrdersPipeline.Commands;
using OrdersPipeline.Local;
using Spectre.Console;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C lets what is running come to a clean end; the second is the system's.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return await OrdersCommandLine.RunAsync(args, AnsiConsole.Console, Console.Error, () => new MissingEngine("there is no local engine yet"), cancellation.Token).ConfigureAwait(false);
