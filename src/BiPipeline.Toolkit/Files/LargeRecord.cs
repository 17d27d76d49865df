namespace BiPipeline.Toolkit;

/// <summary>What is kept of a record that is too large to be held.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="InputBytes">Bytes of the input up to its end, those before it included.</param>
sealed record LargeRecord(long Bytes, byte[] Sha256, long InputBytes);
