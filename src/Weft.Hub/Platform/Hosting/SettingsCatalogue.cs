using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Platform.Hosting;

/// <summary>One setting as an operator reads it.</summary>
/// <param name="Name">Full name, such as <c>Gateway:BurstBucket</c>.</param>
/// <param name="Kind">What sort of value: text, number, true or false, list, duration.</param>
/// <param name="Default">The value without any setting; empty when there is none.</param>
/// <param name="Rule">Allowed values, or empty.</param>
/// <param name="Text">What it is and in which unit: the documentation of its property.</param>
internal sealed record Setting(string Name, string Kind, string Default, string Rule, string Text)
{
    public bool IsList => Kind == "list";
}

/// <summary>
/// Every setting, gathered from the <c>…Options</c> classes of platform and modules (style 9): a class with a constant <c>Section</c> is one,
/// its properties are the settings, and their documentation is what people read. Nothing is listed by hand.
/// </summary>
internal static partial class SettingsCatalogue
{
    /// <param name="documented">False leaves <see cref="Setting.Text"/> empty and reads no file: who only asks for names should not wait for it.</param>
    public static IReadOnlyList<Setting> Find(bool documented = true)
    {
        var texts = documented ? Documentation(Path.Combine(AppContext.BaseDirectory, "Weft.Hub.xml")) : [];
        return [.. OptionTypes().OrderBy(t => SectionOf(t), StringComparer.Ordinal).SelectMany(t => Describe(t, SectionOf(t)!, texts))];
    }

    /// <summary>
    /// A list may be given as one text with commas, in every source: <c>Outbound:AllowedNetworks=10.0.0.0/8,192.168.0.0/16</c>. The framework's
    /// binder passes over such a text in silence, so it is taken apart here.
    /// </summary>
    public static void SplitLists(ConfigurationManager configuration)
    {
        Dictionary<string, string?> items = [];
        foreach (var type in OptionTypes())
        {
            foreach (var list in type.GetProperties().Where(p => IsList(p.PropertyType)))
            {
                var name = $"{SectionOf(type)}:{list.Name}".TrimStart(':');
                if (configuration[name] is { Length: > 0 } text)
                {
                    var parts = text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                    for (var i = 0; i < parts.Length; i++)
                    {
                        items[string.Create(CultureInfo.InvariantCulture, $"{name}:{i}")] = parts[i];
                    }
                }
            }
        }
        if (items.Count > 0)
        {
            configuration.AddInMemoryCollection(items);
        }
    }

    private static IEnumerable<Type> OptionTypes() => HubTypes.EndingIn("Options")
        .Where(t => t is { IsClass: true, IsAbstract: false } && SectionOf(t) is not null);

    private static IEnumerable<Setting> Describe(Type type, string section, IReadOnlyDictionary<string, string> texts)
    {
        var fresh = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && (p.CanWrite || IsList(p.PropertyType))))
        {
            var name = section.Length == 0 ? property.Name.ToLowerInvariant() : $"{section}:{property.Name}";
            yield return new Setting(
                name, KindOf(property.PropertyType), Show(property.GetValue(fresh)), RuleOf(property), texts.GetValueOrDefault($"P:{type.FullName}.{property.Name}", ""));
        }
    }

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null;

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static string KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "duration"
            : type.IsEnum ? string.Join(" | ", Enum.GetNames(type))
            : IsList(type) ? "list"
            : type.IsPrimitive || type == typeof(decimal) ? "number"
            : "text";
    }

    private static string Show(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string RuleOf(PropertyInfo property)
    {
        List<string> rules = [];
        if (property.GetCustomAttribute<RequiredAttribute>() is not null)
        {
            rules.Add("required");
        }
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            rules.Add($"{Show(range.Minimum)} to {Show(range.Maximum)}");
        }
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
        {
            rules.Add(Choice().Match(pattern.Pattern) is { Success: true } choice ? choice.Groups[1].Value.Replace("|", " or ", StringComparison.Ordinal) : pattern.Pattern);
        }
        return string.Join(", ", rules);
    }

    private static Dictionary<string, string> Documentation(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }
        return XDocument.Load(file).Descendants("member")
            .Where(m => m.Attribute("name")?.Value.StartsWith("P:", StringComparison.Ordinal) == true && m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => Spaces().Replace(Plain(m.Element("summary")!), " ").Trim(), StringComparer.Ordinal);
    }

    /// <summary>References to code as their last name: an operator does not read C#.</summary>
    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement inner when inner.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
        XElement inner => Plain(inner),
        _ => "",
    }));

    [GeneratedRegex(@"^\^\(([a-zA-Z0-9_|]+)\)\$$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
