namespace BiPipeline.Toolkit.TestKit;

/// <summary>A theory that is skipped, by name and with the reason, where something it needs is missing; under CI=true it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory with these needs.</summary>
    public RequiresTheoryAttribute(params Need[] needs) => Skip = Requirement.SkipReason(needs);
}
