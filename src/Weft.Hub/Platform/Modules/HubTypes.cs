using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Weft.Hub.Platform.Modules;

/// <summary>
/// Finds the Hub's types by the end of their names, their namespace, or a mark of ours on them. Asking the assembly for its types would load every one,
/// thousands of closures among them, at each start and for good; here only those that match are loaded.
/// </summary>
internal static class HubTypes
{
    public static IReadOnlyList<Type> EndingIn(string suffix) =>
        Find((reader, type) => reader.GetString(type.Name).EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>The types of this very namespace, without those inside others.</summary>
    public static IReadOnlyList<Type> In(string name) =>
        Find((reader, type) => !type.IsNested && reader.StringComparer.Equals(type.Namespace, name));

    /// <summary>The types that carry this attribute, which is one of the Hub's own.</summary>
    public static IReadOnlyList<Type> Marked<TAttribute>() where TAttribute : Attribute =>
        Find((reader, type) => type.GetCustomAttributes().Any(mark => IsOf(reader, reader.GetCustomAttribute(mark).Constructor, typeof(TAttribute))));

    private static bool IsOf(MetadataReader reader, EntityHandle constructor, Type attribute)
    {
        // An attribute of another assembly is named by a reference.
        if (constructor.Kind != HandleKind.MethodDefinition)
        {
            return false;
        }
        var definition = reader.GetTypeDefinition(reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType());
        return reader.StringComparer.Equals(definition.Name, attribute.Name) && reader.StringComparer.Equals(definition.Namespace, attribute.Namespace!);
    }

    private static IReadOnlyList<Type> Find(Func<MetadataReader, TypeDefinition, bool> matches)
    {
        var assembly = typeof(HubTypes).Assembly;
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        List<Type> found = [];
        foreach (var handle in reader.TypeDefinitions)
        {
            var definition = reader.GetTypeDefinition(handle);
            if (matches(reader, definition))
            {
                found.Add(assembly.GetType(FullName(reader, definition), throwOnError: true)!);
            }
        }
        return found;
    }

    private static string FullName(MetadataReader reader, TypeDefinition definition)
    {
        var name = reader.GetString(definition.Name);
        if (definition.IsNested)
        {
            return $"{FullName(reader, reader.GetTypeDefinition(definition.GetDeclaringType()))}+{name}";
        }
        return definition.Namespace.IsNil ? name : $"{reader.GetString(definition.Namespace)}.{name}";
    }
}
