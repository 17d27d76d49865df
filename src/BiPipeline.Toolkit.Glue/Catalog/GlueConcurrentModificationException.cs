namespace BiPipeline.Toolkit.Glue;

/// <summary>The table's version differs from that of the update. Read the table again and merge.</summary>
public sealed class GlueConcurrentModificationException(string message, Exception? innerException = null)
    : GlueException(GlueErrorCodes.ConcurrentModification, message, innerException);
