namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A date and time in microseconds, how many fraction digits its text had, and its zone if it had one.</summary>
readonly record struct ZonedDateTime(long Micros, int Precision, string? Zone);
