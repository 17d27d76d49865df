namespace BiPipeline.Toolkit.Flattening;

/// <summary>A table that takes a record.</summary>
/// <param name="Table">The table's index among the schemas.</param>
/// <param name="AsDeleted">Whether the item left the table.</param>
/// <param name="LacksOldImage">Whether the record is refused, as only its old image could name the entity that it leaves.</param>
readonly record struct RecordRoute(int Table, bool AsDeleted, bool LacksOldImage);
