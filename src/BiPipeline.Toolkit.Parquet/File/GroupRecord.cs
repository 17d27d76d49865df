namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the footer says of a row group besides its chunks.</summary>
readonly record struct GroupRecord(int Rows, long Offset);
