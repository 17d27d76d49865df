namespace BiPipeline.Toolkit;

/// <summary>The unit of a number in a timestamp column, counted from 1970-01-01T00:00:00Z.</summary>
public enum TimeUnit
{
    /// <summary>Numbers are not timestamps.</summary>
    None = 0,

    /// <summary>Seconds (<c>s</c>).</summary>
    Seconds,

    /// <summary>Milliseconds (<c>ms</c>).</summary>
    Milliseconds,

    /// <summary>Microseconds (<c>us</c>).</summary>
    Microseconds,
}
