using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>What an assembly shows to others, as text: one line a type, one a member, with parameter names and nullability.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    internal static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Kind(type)} {type.Namespace}.{Name(type, null)}{Bases(type)}\n");
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) { text.Append(CultureInfo.InvariantCulture, $"    {line}\n"); }
        }
        return text.ToString();
    }

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
    };

    static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    static string Bases(Type type)
    {
        var bases = (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? new[] { parent } : [])
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Where(one => !(one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>))))
            .Select(one => Name(one, null));
        var list = string.Join(", ", bases.Order(StringComparer.Ordinal));
        return list.Length > 0 ? $" : {list}" : "";
    }

    static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) { return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"); }
        return type.GetMembers(Declared).Where(member => IsShown(member) && !IsMadeByTheCompiler(member)).Select(Line);
    }

    static bool IsShown(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsShownAccessor),
        FieldInfo field => field.IsPublic || field.IsFamily,
        EventInfo => true,
        _ => false,
    };

    static bool IsShownAccessor(MethodInfo accessor) => accessor.IsPublic || accessor.IsFamily;

    // A record's equality, printing and copying.
    static bool IsMadeByTheCompiler(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name is "EqualityContract" or "PrintMembers"
        || (member is ConstructorInfo constructor && constructor.GetParameters() is [var only] && only.ParameterType == member.DeclaringType);

    static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}.ctor({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Modifier(method)}{Nullable(method.ReturnParameter)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Modifier(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType, new NullabilityInfoContext().Create(property))} {property.Name} {{ {string.Join(' ', Accessors(property))} }}",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType, new NullabilityInfoContext().Create(field))} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
        _ => member.ToString()!,
    };

    static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } when !method.DeclaringType!.IsSealed => "virtual ",
        _ => "",
    };

    static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    static IEnumerable<string> Accessors(PropertyInfo property)
    {
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        if (property.GetMethod is { } get && IsShownAccessor(get)) { yield return "get;"; }
        if (property.SetMethod is not { } set || !IsShownAccessor(set)) { yield break; }
        yield return required + (set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;");
    }

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")}{(parameter.IsOut ? "out " : "")}{Nullable(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    static string Nullable(ParameterInfo parameter) => Name(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    static string Name(Type type, NullabilityInfo? nullability)
    {
        var mark = nullability is { ReadState: NullabilityState.Nullable } or { ReadState: NullabilityState.Unknown, WriteState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsByRef) { return $"ref {Name(type.GetElementType()!, nullability?.ElementType)}"; }
        if (type.IsArray) { return $"{Name(type.GetElementType()!, nullability?.ElementType)}[]{mark}"; }
        if (System.Nullable.GetUnderlyingType(type) is { } inner) { return $"{Name(inner, null)}?"; }
        if (Keywords.TryGetValue(type, out var keyword)) { return keyword + mark; }
        var nested = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!, null)}." : "";
        if (!type.IsGenericType) { return $"{nested}{type.Name}{mark}"; }
        var arguments = type.GetGenericArguments();
        var names = arguments.Select((argument, i) => Name(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        var name = type.Name.Contains('`', StringComparison.Ordinal) ? type.Name[..type.Name.IndexOf('`')] : type.Name;
        return $"{nested}{name}<{string.Join(", ", names)}>{mark}";
    }
}
