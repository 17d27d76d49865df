namespace BiPipeline.Toolkit.Flattening;

/// <summary>The kinds of value seen at one place; sets count as lists.</summary>
[Flags]
enum ValueKinds
{
    None = 0,
    Text = 1,
    Number = 2,
    Boolean = 4,
    Binary = 8,
    List = 16,
    Map = 32,
}
