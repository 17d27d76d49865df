namespace BiPipeline.Toolkit.Flattening;

/// <summary>What all places in a row share. One object, so that a <see cref="RowScope"/> is a reference and a depth.</summary>
sealed class RowContext
{
    internal readonly TableSettings Settings;
    internal readonly RowBuffers Buffers;
    internal readonly RescuedValues Rescued;
    internal readonly PathStep[] Steps;
    internal readonly RowContext? Parent;

    internal RowContext(TableSettings settings)
    {
        Settings = settings;
        Buffers = new();
        Rescued = new();
        Steps = new PathStep[(2 * settings.MaxDepth) + 4];
    }

    /// <summary>The context of rows inside a parent's row: they share its buffers and path, and have rescued values of their own.</summary>
    internal RowContext(RowContext parent, RescuedValues rescued) =>
        (Settings, Buffers, Steps, Rescued, Parent) = (parent.Settings, parent.Buffers, parent.Steps, rescued, parent);
}
