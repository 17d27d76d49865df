namespace BiPipeline.Toolkit.Lake.TestKit;

/// <summary>What becomes of a put.</summary>
sealed record StoreFault
{
    internal static StoreFault None { get; } = new();

    internal static StoreFault Refusal(string message) => new() { Before = new IOException(message) };

    /// <summary>Thrown before anything is stored.</summary>
    internal Exception? Before { get; init; }

    /// <summary>Thrown when the object is stored: the answer is lost.</summary>
    internal Exception? After { get; init; }

    /// <summary>Done when the object is stored and before it is told.</summary>
    internal Action? OnStored { get; init; }

    /// <summary>It never ends.</summary>
    internal bool Hangs { get; init; }

    /// <summary>It ends when it is cancelled.</summary>
    internal bool Listens { get; init; } = true;
}
