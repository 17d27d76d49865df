namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A partition column of a table, where a query reads it.</summary>
readonly record struct PartitionField(ScanReference Reference, int Column);
