namespace BiPipeline.Toolkit.Benchmarks.Cost;

/// <summary>
/// List prices of us-east-1 in dollars, without free tiers. They change: the page says so, and is made again with others.
/// </summary>
static class AwsPrices
{
    internal const double LambdaGigabyteSecond = 0.0000166667;
    internal const double LambdaRequest = 0.20 / 1_000_000;
    internal const double S3Put = 0.005 / 1_000;
    internal const double S3GigabyteMonth = 0.023;
    internal const double AthenaTerabyte = 5.0;

    /// <summary>Athena bills each query at least this much.</summary>
    internal const long AthenaLeastBytes = 10_000_000;

    /// <summary>Memory at which Lambda gives a function one whole vCPU.</summary>
    internal const double MegabytesOfOneCpu = 1769;
}
