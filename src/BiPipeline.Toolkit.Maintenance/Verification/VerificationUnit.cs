namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A part of a lake that is verified alone: a day or month of events, or everything.</summary>
/// <param name="Name">The day or month; empty for the first days, or everything.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="Bytes">Number of stored bytes.</param>
/// <param name="Rows">Number of rows and lines, by the objects' names.</param>
sealed record VerificationUnit(string Name, long Objects, long Bytes, long Rows);
