namespace OrdersPipeline.Deploy;

/// <summary>The program does not do what it is asked to; the message says what to do.</summary>
sealed class RefusedException(string message) : Exception(message);
