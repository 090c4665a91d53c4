namespace Weft.Hub.Platform.Hosting;

/// <summary><c>Weft.Hub settings</c>: every setting, as documented beside the code that reads it.</summary>
internal static class SettingsCommand
{
    private const int Width = 110;

    public static void Print(TextWriter to)
    {
        foreach (var setting in SettingsCatalogue.Find())
        {
            to.WriteLine(setting.Name);
            to.WriteLine("    " + string.Join("; ", Facts(setting)));
            foreach (var line in Wrapped(setting.Text))
            {
                to.WriteLine("    " + line);
            }
        }
    }

    private static IEnumerable<string> Facts(Setting setting)
    {
        yield return setting.Kind;
        if (setting.Rule.Length > 0)
        {
            yield return setting.Rule;
        }
        yield return setting.Default.Length > 0 ? $"default {setting.Default}" : "no default";
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length >= Width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : " " + word;
        }
        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
