namespace OrdersPipeline.Status;

/// <summary>
/// What a view will take in SPICE, by QuickSight's own formula (user guide, "Importing data into SPICE"): 12 bytes a number or date, 24 and
/// its UTF-8 length a text; and what a dataset may take ("Data source quotas").
/// </summary>
/// <param name="View">The view.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Its logical size.</param>
sealed record SpiceEstimate(string View, long Rows, long Bytes)
{
    internal const int BytesOfNumber = 12;
    internal const int BytesOfText = 24;

    /// <summary>Rows and bytes of a dataset in the Enterprise edition.</summary>
    internal const long EnterpriseRows = 2_000_000_000;
    internal const long EnterpriseBytes = 2L * 1024 * 1024 * 1024 * 1024;

    /// <summary>Rows and bytes of a dataset in the Standard edition.</summary>
    internal const long StandardRows = 25_000_000;
    internal const long StandardBytes = 25L * 1024 * 1024 * 1024;

    /// <summary>How much of the Enterprise edition's limit it takes, 0 to 1 and above.</summary>
    internal double ShareOfEnterprise => Math.Max((double)Rows / EnterpriseRows, (double)Bytes / EnterpriseBytes);

    internal bool FitsStandard => Rows <= StandardRows && Bytes <= StandardBytes;
}
