namespace BiPipeline.Toolkit.TestKit;

/// <summary>A test that is skipped, by name and with the reason, when a requirement is missing; under CI=true it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    /// <summary>Creates the attribute with these requirements.</summary>
    public RequiresFactAttribute(params Need[] needs) => Skip = Requirement.SkipReason(needs);
}
