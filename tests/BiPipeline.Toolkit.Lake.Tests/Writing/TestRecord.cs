namespace BiPipeline.Toolkit.Lake.Tests.Writing;

/// <summary>A record in a flattener's form.</summary>
/// <param name="Id">The key and the event id.</param>
/// <param name="Day">Number of days of the event after 2026-01-01.</param>
/// <param name="Children">Number of rows in the child table.</param>
/// <param name="Poison">Whether the record can't be read, and is in quarantine.</param>
/// <param name="Size">Number of bytes of another column.</param>
sealed record TestRecord(string Id, int Day = 0, int Children = 0, bool Poison = false, int Size = 0);
