namespace BiPipeline.Toolkit;

/// <summary>Protects one attribute in keys, images, <c>_rescued</c> and the raw copy.</summary>
/// <param name="Path">The attribute's path in the item.</param>
/// <param name="Action">What is done to it.</param>
public sealed record AttributePolicy(AttributePath Path, PolicyAction Action);
