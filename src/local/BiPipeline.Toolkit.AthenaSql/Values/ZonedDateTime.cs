namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>A date and time in microseconds, with the number of fraction digits of its text, and its zone if it had one.</summary>
readonly record struct ZonedDateTime(long Micros, int Precision, string? Zone);
