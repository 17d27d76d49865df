namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Prices of S3 Standard in us-east-1, in US dollars. Estimates use them.</summary>
static class S3Price
{
    /// <summary>Price of a PUT or LIST request.</summary>
    internal const decimal Put = 0.005m / 1000;

    /// <summary>Price of a GET request.</summary>
    internal const decimal Get = 0.0004m / 1000;

    /// <summary>Price of a gigabyte (10⁹ bytes) for a month.</summary>
    internal const decimal GigabyteMonth = 0.023m;
}
