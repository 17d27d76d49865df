namespace BiPipeline.Toolkit.Parquet;

/// <summary>Where in the file the column indexes and the offset indexes begin.</summary>
readonly record struct IndexPlaces(long Columns, long Offsets);
