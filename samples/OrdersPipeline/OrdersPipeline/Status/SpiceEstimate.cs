namespace OrdersPipeline.Status;

/// <summary>
/// The size of a view in SPICE, by QuickSight's formula (user guide, "Importing data into SPICE"): 12 bytes per number or date, 24 bytes
/// and the UTF-8 length per text; and the limits of a dataset ("Data source quotas").
/// </summary>
/// <param name="View">The view.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">The logical size in bytes.</param>
sealed record SpiceEstimate(string View, long Rows, long Bytes)
{
    internal const int BytesOfNumber = 12;
    internal const int BytesOfText = 24;

    /// <summary>Limits of rows and bytes of a dataset in the Enterprise edition.</summary>
    internal const long EnterpriseRows = 2_000_000_000;
    internal const long EnterpriseBytes = 2L * 1024 * 1024 * 1024 * 1024;

    /// <summary>Limits of rows and bytes of a dataset in the Standard edition.</summary>
    internal const long StandardRows = 25_000_000;
    internal const long StandardBytes = 25L * 1024 * 1024 * 1024;

    /// <summary>The share of the Enterprise edition's limit, 0 to 1 and above.</summary>
    internal double ShareOfEnterprise => Math.Max((double)Rows / EnterpriseRows, (double)Bytes / EnterpriseBytes);

    internal bool FitsStandard => Rows <= StandardRows && Bytes <= StandardBytes;
}
