namespace BiPipeline.Toolkit.Parquet;

/// <summary>Where a row group's chunks go, and how.</summary>
readonly record struct ChunkTarget(ParquetOptions Options, CountingOutput Output, FileRecords Records, int Rows);
