namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the offset index says of a page.</summary>
/// <param name="Offset">Where its header begins.</param>
/// <param name="Size">Bytes with the header.</param>
/// <param name="FirstRow">Its first row, counted from the row group's.</param>
readonly record struct PagePlace(long Offset, int Size, int FirstRow);
