using MudBlazor;

namespace Weft.Hub.Console.Layout;

/// <summary>One theme: ink on paper with one indigo, small radii, 14 px. The same values stand in console.css as variables.</summary>
internal static class WeftTheme
{
    private static readonly string[] Fonts = ["Inter", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3b5bdb", Secondary = "#0b7285", Tertiary = "#5f3dc4", Success = "#2b8a3e", Warning = "#b35900", Error = "#c92a2a", Info = "#1864ab",
            Background = "#f5f6f8", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1b2230", TextPrimary = "#1b2230", TextSecondary = "#596274",
            DrawerBackground = "#10192c", DrawerText = "#c3cbdb", LinesDefault = "#e4e7ec", LinesInputs = "#cfd4dd", Divider = "#e4e7ec", ActionDefault = "#596274",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7c95f5", Secondary = "#3bc9db", Tertiary = "#9775fa", Success = "#51cf66", Warning = "#ffa94d", Error = "#ff8787", Info = "#74c0fc",
            PrimaryContrastText = "#0e1525", Background = "#0d1220", Surface = "#151c2c", AppbarBackground = "#151c2c", AppbarText = "#e6eaf2", TextPrimary = "#e6eaf2",
            TextSecondary = "#9aa5b8", DrawerBackground = "#0a0f1b", DrawerText = "#b4bed0", LinesDefault = "#263045", LinesInputs = "#364159", Divider = "#263045",
            ActionDefault = "#9aa5b8",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "14px", FontWeight = "500", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "16px", FontWeight = "600", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "14px", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "13px", LetterSpacing = "normal" },
        },
    };
}
