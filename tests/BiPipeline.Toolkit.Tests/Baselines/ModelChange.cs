namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>A write as a stream has it.</summary>
/// <param name="Write">The write.</param>
/// <param name="Label">The label of the stream.</param>
/// <param name="Sequence">The sequence number.</param>
/// <param name="Time">The approximate time.</param>
/// <param name="Steps">The steps at which it lands; none when it is lost, several when it is retried.</param>
sealed record ModelChange(ModelWrite Write, string Label, long Sequence, DateTime Time, IReadOnlyList<int> Steps)
{
    internal bool LandedBy(int step) => Steps.Any(one => one <= step);
}
