namespace OrdersPipeline.Deploy;

/// <summary>The program refuses a request; the message has the fix.</summary>
sealed class RefusedException(string message) : Exception(message);
