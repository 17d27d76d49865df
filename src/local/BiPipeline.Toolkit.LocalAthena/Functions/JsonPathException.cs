namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A path of SQL's JSON functions has an error for a document; ON ERROR decides what becomes of it.</summary>
sealed class JsonPathException(string message) : Exception(message);
