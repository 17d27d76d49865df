namespace BiPipeline.Toolkit;

/// <summary>Where a run over several inputs is.</summary>
sealed class InputProgress(IReadOnlyList<FileInput> inputs)
{
    readonly long _total = inputs.Sum(input => input.Length);
    long _done;
    int _number;

    internal void Begin() => _number++;

    /// <summary>What is reported while an input is read.</summary>
    internal FileProgress At(FileInput input, long bytesIn, long records) => new(input.Name, bytesIn, records)
    {
        InputNumber = _number,
        InputCount = inputs.Count,
        StoredBytes = _done + input.StoredBytesRead,
        TotalBytes = _total,
    };

    internal void End(FileInput input) => _done += input.StoredBytesRead;
}
