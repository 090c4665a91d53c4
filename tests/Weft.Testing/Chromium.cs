namespace Weft.Testing;

/// <summary>
/// The machine's browser: Chromium's headless shell, which draws no window of its own and so takes a quarter less of the processor, or else Chromium. CHROMIUM names
/// another.
/// </summary>
public static class Chromium
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>The program's path; where there is none, the path that is missing.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Programs.FirstOrDefault(File.Exists) ?? Programs[^1];
}
