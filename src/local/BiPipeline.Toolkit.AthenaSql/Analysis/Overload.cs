using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>One signature of a function. <c>{0}</c>, <c>{1}</c>, … in the template are the arguments' SQL.</summary>
sealed record Overload(TrinoType Result, string Template, params TrinoType[] Parameters);
