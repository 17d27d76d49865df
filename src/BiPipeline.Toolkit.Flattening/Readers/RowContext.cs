namespace BiPipeline.Toolkit.Flattening;

/// <summary>The shared state of all scopes in a row. One object, so that a <see cref="RowScope"/> is a reference and a depth.</summary>
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

    /// <summary>Creates the context of rows inside a parent's row, which share its buffers and path but not its rescued values.</summary>
    internal RowContext(RowContext parent, RescuedValues rescued) =>
        (Settings, Buffers, Steps, Rescued, Parent) = (parent.Settings, parent.Buffers, parent.Steps, rescued, parent);
}
