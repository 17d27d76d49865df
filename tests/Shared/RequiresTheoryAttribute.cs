namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// A theory that is skipped, by name and with the reason, when a requirement is missing; under CI=true it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    /// <summary>Creates the attribute with these requirements.</summary>
    public RequiresTheoryAttribute(params Need[] needs) => Skip = Requirement.SkipReason(needs);
}
