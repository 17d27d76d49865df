namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The functions that statements can call. Names are in lower case.</summary>
interface IFunctionCatalog
{
    /// <summary>Returns a function; null if LocalAthena does not have it.</summary>
    FunctionEntry? Find(string name);

    /// <summary>Whether Athena has a function with this name.</summary>
    bool IsKnownToAthena(string name);
}
