namespace BiPipeline.Toolkit.Flattening;

/// <summary>One step of an <see cref="ItemPath"/>: a member's name, or an element's index where it is not negative.</summary>
readonly record struct PathStep(JsonText Name, int Index);
