namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the footer says of the file as a whole.</summary>
readonly record struct FooterText(ParquetCodec Codec, string CreatedBy, IReadOnlyList<KeyValuePair<string, string>> Metadata);
