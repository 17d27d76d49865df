namespace BiPipeline.Toolkit.Cli;

/// <summary>Which lake, and what it is seen through.</summary>
/// <param name="Schemas">Schema files.</param>
/// <param name="Lake">The lake's folder.</param>
/// <param name="Views">Files of views, or folders of them.</param>
/// <param name="Database">What the database is called.</param>
/// <param name="Port">The server's port; 0 for any free one.</param>
sealed record LocalLakeOptions(string[] Schemas, string Lake, string[] Views, string Database, int Port = 0);
