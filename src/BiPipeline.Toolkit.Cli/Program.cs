using System.Runtime.InteropServices;
using BiPipeline.Toolkit.Cli;

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
return await CommandLine.RunAsync(args, Terminal.Standard(), cancellation.Token).ConfigureAwait(false);

// The first signal ends the command cleanly; the second is the system's.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
