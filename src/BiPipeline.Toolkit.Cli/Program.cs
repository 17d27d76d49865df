using BiPipeline.Toolkit.Cli;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C lets what is running come to a clean end; the second is the system's.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return await CommandLine.RunAsync(args, Terminal.Standard(), cancellation.Token).ConfigureAwait(false);
