namespace BiPipeline.Toolkit.Glue;

/// <summary>What a table or view is, as it is sent to the catalog: Glue's <c>TableInput</c>. Immutable; compares by content.</summary>
public sealed record GlueTableInput
{
    /// <summary>The <see cref="TableType"/> of files in a folder: <c>EXTERNAL_TABLE</c>.</summary>
    public const string ExternalTable = "EXTERNAL_TABLE";

    /// <summary>The <see cref="TableType"/> of a view: <c>VIRTUAL_VIEW</c>.</summary>
    public const string VirtualView = "VIRTUAL_VIEW";

    /// <summary>The name, 1 to 255 characters, lower case: the catalog folds it.</summary>
    public required string Name { get; init; }

    /// <summary>Text for people, at most 2,048 characters. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The owner. Default: none.</summary>
    public string? Owner { get; init; }

    /// <summary><see cref="ExternalTable"/> or <see cref="VirtualView"/>; without one Athena's DDL fails.</summary>
    public string? TableType { get; init; }

    /// <summary>Table properties: format, partition projection, this toolkit's hashes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The partition columns, outermost first; sent even when there are none, because Athena needs them said.</summary>
    public IReadOnlyList<GlueColumn> PartitionKeys { get; init; } = [];

    /// <summary>Columns, place and format.</summary>
    public GlueStorageDescriptor Storage { get; init; } = new();

    /// <summary>A view's definition as the engine stores it; null for a table.</summary>
    public string? ViewOriginalText { get; init; }

    /// <summary>A view's second text; null for a table.</summary>
    public string? ViewExpandedText { get; init; }

    /// <summary>Members of the service's model that this record does not name; an update sends them back unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> Other { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>True for a view.</summary>
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
