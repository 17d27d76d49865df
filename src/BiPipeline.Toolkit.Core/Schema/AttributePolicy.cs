namespace BiPipeline.Toolkit;

/// <summary>A rule that protects one attribute in keys, images, <c>_rescued</c> and the raw copy.</summary>
/// <param name="Path">The attribute's path in the item.</param>
/// <param name="Action">The action on the attribute.</param>
public sealed record AttributePolicy(AttributePath Path, PolicyAction Action);
