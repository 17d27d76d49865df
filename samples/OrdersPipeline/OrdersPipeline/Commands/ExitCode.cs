namespace OrdersPipeline.Commands;

/// <summary>The exit codes of the program.</summary>
static class ExitCode
{
    internal const int Done = 0;

    /// <summary>The work failed, or a check failed.</summary>
    internal const int Failed = 1;

    internal const int WrongUsage = 2;

    internal const int Cancelled = 130;
}
