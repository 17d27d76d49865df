namespace BiPipeline.Toolkit.Lake.Tests.Writing;

/// <summary>A record as a flattener would have read it.</summary>
/// <param name="Id">Its key, and its event id.</param>
/// <param name="Day">Days after 2026-01-01 of its event.</param>
/// <param name="Children">Rows in the child table.</param>
/// <param name="Poison">It can't be read, and is in quarantine.</param>
/// <param name="Size">Bytes of a column besides.</param>
sealed record TestRecord(string Id, int Day = 0, int Children = 0, bool Poison = false, int Size = 0);
