using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads the files of a scan before anything is written: their hashes, and whether a result is incomplete.</summary>
sealed class ScanReader(AwsClientOptions client)
{
    /// <summary>Reads every file once.</summary>
    /// <exception cref="MaintenanceRefusedException">A result is a part of a scan; every problem is listed.</exception>
    /// <exception cref="FileNotFoundException">A place has no file.</exception>
    internal async Task<TableExport> ReadAsync(IReadOnlyList<string> places, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var inputs = await FileInput.FindAsync(places, client, cancellationToken).ConfigureAwait(false);
        List<DataFile> files = [];
        List<string> problems = [];
        foreach (var input in inputs)
        {
            var md5 = await StoredHash.Md5Async(input, cancellationToken).ConfigureAwait(false);
            using var check = new ScanCheck(input);
            problems.AddRange(check.Run(cancellationToken));
            files.Add(new(input.Name, input.Name[(input.Name.LastIndexOfAny(['/', '\\']) + 1)..], input.Length, check.Items, md5));
        }
        var where = string.Join(", ", places);
        if (problems.Count > 0) { throw new MaintenanceRefusedException(where, problems); }
        // By content, so that the place of the files does not matter.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(file => file.Md5))));
        return new(where, $"scan-{BaselineKey.TimeText(asOf)}-{Convert.ToHexStringLower(hash)[..LakeLayout.HashDigits]}", asOf, files);
    }
}
