namespace BiPipeline.Toolkit.Cli;

/// <summary>The lakes that a command has opened, which it closes together.</summary>
sealed class LatestLakes : IDisposable
{
    readonly List<LatestLake> _lakes = [];

    internal void Add(LatestLake lake) => _lakes.Add(lake);

    public void Dispose() => _lakes.ForEach(lake => lake.Dispose());
}
