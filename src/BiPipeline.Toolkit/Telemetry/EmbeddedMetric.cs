namespace BiPipeline.Toolkit;

/// <summary>A metric of an embedded line; one without values is left out.</summary>
sealed record EmbeddedMetric(string Name, string Unit, IReadOnlyList<double> Values);
