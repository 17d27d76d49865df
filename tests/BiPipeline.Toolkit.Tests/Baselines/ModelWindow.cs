namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>An incremental export: the last write of each item in a window that has a line.</summary>
/// <param name="From">The start of the window.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Step">The step at which it lands.</param>
sealed record ModelWindow(DateTime From, DateTime To, int Step);
