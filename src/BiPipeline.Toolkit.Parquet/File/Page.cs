namespace BiPipeline.Toolkit.Parquet;

/// <summary>A stretch of a column chunk that becomes a page; it begins and ends with a row.</summary>
readonly record struct Page(int FirstEntry, int EndEntry, int FirstRow, int EndRow, int FirstValue, int EndValue)
{
    internal int Entries => EndEntry - FirstEntry;

    internal int Values => EndValue - FirstValue;

    internal int Nulls => Entries - Values;
}
