using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A statement that has been read, and what stands for its <c>?</c>.</summary>
sealed record PreparedStatement(Statement Statement, IReadOnlyList<Expression> Parameters);
