using System.Reflection;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Checks one convention for options, cancellation and construction in all packages.</summary>
public sealed class ConventionTests
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static IEnumerable<Type> OptionTypes => ShippingAssemblies.PublicTypes.Where(IsOptions);

    [Fact]
    public void Options_AreSealedRecordsWithDefaults()
    {
        var wrong = OptionTypes.SelectMany(ProblemsOfOptions);

        OptionTypes.Count().ShouldBeGreaterThan(12);
        wrong.ShouldBeEmpty();
    }

    // A switch is always valid; every other property can be invalid, at least when it is null.
    [Fact]
    public void Options_ThatCanBeWrong_CanBeValidated()
    {
        var wrong = OptionTypes
            .Where(type => type.GetProperties(Declared).Any(property => property.PropertyType != typeof(bool)))
            .Where(type => type.GetMethod("Validate", Declared, []) is not { IsStatic: false } validate || validate.ReturnType != typeof(void))
            .Select(type => $"{type.Name}: has no public void Validate()");

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void AsyncMethods_TakeAnOptionalCancellationTokenLast()
    {
        var methods = ShippingAssemblies.PublicTypes.SelectMany(type => type.GetMethods(Declared)).Where(IsOurAsyncMethod).ToArray();
        var wrong = methods.Where(method => !EndsWithToken(method)).Select(NameOf).Distinct(StringComparer.Ordinal);

        methods.Length.ShouldBeGreaterThan(50);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void ConstructorsAndFactories_TakeOptionsAfterCollaborators()
    {
        var makers = ShippingAssemblies.PublicTypes.SelectMany(MakersOf).ToArray();
        var wrong = makers.SelectMany(ProblemsOfMaker).Distinct(StringComparer.Ordinal);

        makers.Count(maker => maker.GetParameters().Any(parameter => IsOptions(parameter.ParameterType))).ShouldBeGreaterThan(5);
        wrong.ShouldBeEmpty();
    }

    static IEnumerable<string> ProblemsOfOptions(Type type)
    {
        if (!type.IsSealed || type.GetMethod("<Clone>$") is null) { yield return $"{type.Name}: is not a sealed record"; }
        if (type.GetConstructor([]) is null) { yield return $"{type.Name}: has no public constructor without parameters"; }
        if (type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static) is not null)
        {
            yield return $"{type.Name}: has a Default beside new {type.Name}()";
        }
        foreach (var property in type.GetProperties(Declared))
        {
            if (property.IsDefined(typeof(RequiredMemberAttribute))) { yield return $"{type.Name}: {property.Name} is required"; }
        }
    }

    /// <summary>Returns everything that creates an instance: constructors, and static methods that return the type or a task of it.</summary>
    static IEnumerable<MethodBase> MakersOf(Type type) =>
    [
        .. type.GetConstructors(),
        .. type.GetMethods(Declared).Where(method => method.IsStatic && !method.IsSpecialName && Makes(method.ReturnType, type)),
    ];

    static bool Makes(Type returned, Type type) => returned == type || (returned.GenericTypeArguments is [var made] && made == type);

    static IEnumerable<string> ProblemsOfMaker(MethodBase maker)
    {
        var parameters = maker.GetParameters();
        if (parameters.Any(parameter => parameter.ParameterType == typeof(TimeProvider) && (!parameter.HasDefaultValue || HasOptions(maker.DeclaringType!))))
        {
            yield return $"{NameOf(maker)}: takes a clock, which belongs to the options, or is optional where there are none";
        }
        var at = Array.FindIndex(parameters, parameter => IsOptions(parameter.ParameterType));
        if (at < 0) { yield break; }
        if (!parameters[at].HasDefaultValue && AreValid(parameters[at].ParameterType))
        {
            yield return $"{NameOf(maker)}: {parameters[at].Name} are not optional";
        }
        if (parameters[(at + 1)..].Any(parameter => !parameter.HasDefaultValue || !MayFollowOptions(parameter.ParameterType)))
        {
            yield return $"{NameOf(maker)}: {parameters[at].Name} stand before a collaborator";
        }
    }

    static bool HasOptions(Type type) => MakersOf(type).Any(maker => maker.GetParameters().Any(parameter => IsOptions(parameter.ParameterType)));

    static bool MayFollowOptions(Type type) =>
        type == typeof(CancellationToken) || type.Name is "ILoggerFactory" or "IProgress`1" || type.Name.StartsWith("ILogger", StringComparison.Ordinal);

    /// <summary>Whether the defaults are valid; options without a sensible default are required.</summary>
    static bool AreValid(Type options)
    {
        try
        {
            options.GetMethod("Validate", [])?.Invoke(Activator.CreateInstance(options), []);
            return true;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ToolkitOptionsException)
        {
            return false;
        }
    }

    static bool IsOptions(Type type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Namespace?.StartsWith("BiPipeline", StringComparison.Ordinal) == true;

    static bool IsOurAsyncMethod(MethodInfo method) =>
        !method.IsSpecialName && method.GetBaseDefinition() == method && method.Name != nameof(IAsyncDisposable.DisposeAsync) && IsAsync(method.ReturnType);

    static bool IsAsync(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || type is { IsGenericType: true, Name: "Task`1" or "ValueTask`1" or "IAsyncEnumerable`1" };

    static bool EndsWithToken(MethodInfo method) =>
        method.GetParameters() is [.., { Name: "cancellationToken", HasDefaultValue: true } last] && last.ParameterType == typeof(CancellationToken);

    static string NameOf(MethodBase method) => $"{method.DeclaringType!.Name}: {(method.IsConstructor ? "constructor" : method.Name)}";
}
