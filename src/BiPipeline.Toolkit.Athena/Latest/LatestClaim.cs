namespace BiPipeline.Toolkit.Athena;

/// <summary>A claim on a latest table. The newest claim of a table counts; a time in the past ends it.</summary>
/// <param name="Holder">Who has it: a random id.</param>
/// <param name="Work">What for: <c>refresh</c>.</param>
/// <param name="Since">When the holder first had it.</param>
/// <param name="Until">When it ends, unless the holder claims again before.</param>
sealed record LatestClaim(string Holder, string Work, DateTimeOffset Since, DateTimeOffset Until);
