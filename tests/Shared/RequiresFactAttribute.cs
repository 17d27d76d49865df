namespace BiPipeline.Toolkit.TestKit;

/// <summary>A test that is skipped, by name and with the reason, where something it needs is missing; under CI=true it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    /// <summary>A test with these needs.</summary>
    public RequiresFactAttribute(params Need[] needs) => Skip = Requirement.SkipReason(needs);
}
