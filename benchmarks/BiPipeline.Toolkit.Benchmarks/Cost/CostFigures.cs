namespace BiPipeline.Toolkit.Benchmarks.Cost;

/// <summary>The figures of a million events for one way of writing them.</summary>
/// <param name="Name">The way.</param>
/// <param name="Invocations">Number of Lambda invocations.</param>
/// <param name="CpuSeconds">Seconds of one core, measured.</param>
/// <param name="Puts">Number of objects put.</param>
/// <param name="PutWaves">Number of puts for which an invocation waits one after another.</param>
/// <param name="Bytes">Number of stored bytes.</param>
/// <param name="QueryBytes">Number of bytes that a query of one view scans.</param>
sealed record CostFigures(string Name, double Invocations, double CpuSeconds, double Puts, int PutWaves, double Bytes, double QueryBytes)
{
    // The size of the sample's function, and the time of a put of a few megabytes inside a region: not measured, because there is no
    // account here.
    internal const int FunctionMegabytes = 512;
    internal const double SecondsOfAPut = 0.05;

    /// <summary>Time of the work at the function's share of a core, and of waiting for S3.</summary>
    internal double GigabyteSeconds =>
        (WorkSeconds + (Invocations * PutWaves * SecondsOfAPut)) * FunctionMegabytes / 1024;

    double WorkSeconds => CpuSeconds * AwsPrices.MegabytesOfOneCpu / FunctionMegabytes;

    internal double Lambda => (GigabyteSeconds * AwsPrices.LambdaGigabyteSecond) + (Invocations * AwsPrices.LambdaRequest);

    internal double Requests => Puts * AwsPrices.S3Put;

    internal double Storage => Bytes / 1e9 * AwsPrices.S3GigabyteMonth;

    internal double HundredQueries => 100 * Math.Max(QueryBytes, AwsPrices.AthenaLeastBytes) / 1e12 * AwsPrices.AthenaTerabyte;
}
