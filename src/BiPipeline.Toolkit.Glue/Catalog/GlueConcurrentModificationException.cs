namespace BiPipeline.Toolkit.Glue;

/// <summary>The table is no longer at the version that the update was made from: read it again and merge.</summary>
public sealed class GlueConcurrentModificationException(string message, Exception? innerException = null)
    : GlueException(GlueErrorCodes.ConcurrentModification, message, innerException);
