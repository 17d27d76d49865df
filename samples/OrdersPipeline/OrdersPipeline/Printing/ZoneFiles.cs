namespace OrdersPipeline.Printing;

/// <summary>Files of one zone of the lake.</summary>
readonly record struct ZoneFiles(string Name, int Files, long Bytes);
