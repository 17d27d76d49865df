namespace BiPipeline.Toolkit.Glue;

/// <summary>The definition of a table or view, as in Glue's <c>TableInput</c>. Immutable; compares by content.</summary>
public sealed record GlueTableInput
{
    /// <summary>The <see cref="TableType"/> of files in a folder: <c>EXTERNAL_TABLE</c>.</summary>
    public const string ExternalTable = "EXTERNAL_TABLE";

    /// <summary>The <see cref="TableType"/> of a view: <c>VIRTUAL_VIEW</c>.</summary>
    public const string VirtualView = "VIRTUAL_VIEW";

    /// <summary>The name, 1 to 255 characters in lower case; the catalog converts it.</summary>
    public required string Name { get; init; }

    /// <summary>Description for readers, at most 2,048 characters. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The owner. Default: none.</summary>
    public string? Owner { get; init; }

    /// <summary><see cref="ExternalTable"/> or <see cref="VirtualView"/>; without one Athena's DDL fails.</summary>
    public string? TableType { get; init; }

    /// <summary>Table properties: format, partition projection, this toolkit's hashes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The partition columns, outermost first. An empty list is sent too, because Athena needs it.</summary>
    public IReadOnlyList<GlueColumn> PartitionKeys { get; init; } = [];

    /// <summary>Columns, location and format.</summary>
    public GlueStorageDescriptor Storage { get; init; } = new();

    /// <summary>A view's definition as the engine stores it; null for a table.</summary>
    public string? ViewOriginalText { get; init; }

    /// <summary>A view's second text; null for a table.</summary>
    public string? ViewExpandedText { get; init; }

    /// <summary>Members of the service's model without a property here. An update sends them back unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> Other { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>Whether this is a view.</summary>
    public bool IsView => TableType == GlueTableInput.VirtualView;

    /// <inheritdoc/>
    public bool Equals(GlueTableInput? other) =>
        other is not null
        && Name == other.Name && Description == other.Description && Owner == other.Owner && TableType == other.TableType
        && ViewOriginalText == other.ViewOriginalText && ViewExpandedText == other.ViewExpandedText
        && Storage.Equals(other.Storage)
        && Content.Same(PartitionKeys, other.PartitionKeys)
        && Content.Same(Parameters, other.Parameters)
        && Content.Same(Other, other.Other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Name, Description, TableType, ViewOriginalText, Storage, Content.Hash(PartitionKeys), Content.Hash(Parameters));
}
