namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Category and type of an error (Athena user guide, "Athena error catalog").</summary>
static class FailureNumbers
{
    const int System = 1;
    const int User = 2;

    internal static (int Category, int Type) Of(LocalAthenaQueryException failure) => failure.Code switch
    {
        FailureCode.ExceededMemoryLimit or FailureCode.ExceededResultLimit => (User, 0),
        FailureCode.ExceededTimeLimit => (User, 210),
        FailureCode.HiveMetastoreError => (User, 204),
        FailureCode.GenericInternalError => (System, 100),
        _ => (User, 1000),
    };
}
