namespace BiPipeline.Toolkit.Benchmarks.Cost;

/// <summary>
/// List prices of us-east-1 in dollars, without free tiers. They change; the page has their date and is generated again with new prices.
/// </summary>
static class AwsPrices
{
    internal const double LambdaGigabyteSecond = 0.0000166667;
    internal const double LambdaRequest = 0.20 / 1_000_000;
    internal const double S3Put = 0.005 / 1_000;
    internal const double S3GigabyteMonth = 0.023;
    internal const double AthenaTerabyte = 5.0;

    /// <summary>The minimum charge of Athena per query.</summary>
    internal const long AthenaLeastBytes = 10_000_000;

    /// <summary>Memory at which Lambda gives a function one full vCPU.</summary>
    internal const double MegabytesOfOneCpu = 1769;
}
