namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// The time limit of a wait in a test. It measures nothing: it ends a test that hangs, and leaves time to a machine that does twenty other
/// things.
/// </summary>
static class HangGuard
{
    internal const int Milliseconds = 10 * 60 * 1_000;

    internal static readonly TimeSpan Time = TimeSpan.FromMilliseconds(Milliseconds);
}
