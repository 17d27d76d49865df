namespace BiPipeline.Toolkit.Benchmarks.Cost;

/// <summary>What a million events come to in one way of writing them.</summary>
/// <param name="Name">The way.</param>
/// <param name="Invocations">Lambda invocations.</param>
/// <param name="CpuSeconds">Seconds of one core, measured.</param>
/// <param name="Puts">Objects put.</param>
/// <param name="PutWaves">Puts that an invocation waits for one after the other.</param>
/// <param name="Bytes">Bytes stored.</param>
/// <param name="QueryBytes">Bytes that a query of one view reads.</param>
sealed record CostFigures(string Name, double Invocations, double CpuSeconds, double Puts, int PutWaves, double Bytes, double QueryBytes)
{
    // A function of the sample's size, and what a put of a few megabytes takes inside a region: not measured, there is no account here.
    internal const int FunctionMegabytes = 512;
    internal const double SecondsOfAPut = 0.05;

    /// <summary>Work at the function's share of a core, and waiting for S3.</summary>
    internal double GigabyteSeconds =>
        (WorkSeconds + (Invocations * PutWaves * SecondsOfAPut)) * FunctionMegabytes / 1024;

    double WorkSeconds => CpuSeconds * AwsPrices.MegabytesOfOneCpu / FunctionMegabytes;

    internal double Lambda => (GigabyteSeconds * AwsPrices.LambdaGigabyteSecond) + (Invocations * AwsPrices.LambdaRequest);

    internal double Requests => Puts * AwsPrices.S3Put;

    internal double Storage => Bytes / 1e9 * AwsPrices.S3GigabyteMonth;

    internal double HundredQueries => 100 * Math.Max(QueryBytes, AwsPrices.AthenaLeastBytes) / 1e12 * AwsPrices.AthenaTerabyte;
}
