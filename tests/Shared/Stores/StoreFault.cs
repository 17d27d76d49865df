namespace BiPipeline.Toolkit.Lake.TestKit;

/// <summary>The fault of a put.</summary>
sealed record StoreFault
{
    internal static StoreFault None { get; } = new();

    internal static StoreFault Refusal(string message) => new() { Before = new IOException(message) };

    /// <summary>Thrown before the object is stored.</summary>
    internal Exception? Before { get; init; }

    /// <summary>Thrown after the object is stored: the answer is lost.</summary>
    internal Exception? After { get; init; }

    /// <summary>Only the first half of the objects is deleted before <see cref="After"/>.</summary>
    internal bool Half { get; init; }

    /// <summary>Called after the object is stored and before the answer.</summary>
    internal Action? OnStored { get; init; }

    /// <summary>The put never ends.</summary>
    internal bool Hangs { get; init; }

    /// <summary>The put ends when it is cancelled.</summary>
    internal bool Listens { get; init; } = true;
}
