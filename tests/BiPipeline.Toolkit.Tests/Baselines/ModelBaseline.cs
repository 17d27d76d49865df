namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>A full export and its marker, at the same steps for all tables of a world.</summary>
/// <param name="AsOf">The time of the items.</param>
/// <param name="FirstHalf">The step at which the items with even keys land.</param>
/// <param name="SecondHalf">The step at which the others land.</param>
/// <param name="Marker">The step of the marker, which is not before either.</param>
sealed record ModelBaseline(DateTime AsOf, int FirstHalf, int SecondHalf, int Marker)
{
    internal int StepOf(int key) => key % 2 == 0 ? FirstHalf : SecondHalf;
}
