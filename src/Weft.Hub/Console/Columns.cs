using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>A column as the settings name it.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Title">Key of the title's text.</param>
public record ColumnName(string Key, string Title)
{
    /// <summary>Shown until a person chooses otherwise.</summary>
    public bool IsDefault { get; init; } = true;

    /// <summary>Can not be hidden: what a row is known by, and its actions.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>A column of a list with its cells.</summary>
public sealed record ListColumn<TRow>(string Key, string Title, RenderFragment<TRow> Cell) : ColumnName(Key, Title)
{
    /// <summary>Of the head and of every cell.</summary>
    public string? Class { get; init; }

    /// <summary>The name that the list sorts by; null when it does not.</summary>
    public string? Sort { get; init; }
}

/// <summary>
/// Which columns of a list a person sees (列设置). Only what differs from the defaults is stored: a column that is new in a later version shows as its author meant.
/// </summary>
public abstract class ColumnChoice(string list, IReadOnlyList<ColumnName> names)
{
    private HashSet<string> shown = DefaultsOf(names);

    public IReadOnlyList<ColumnName> Names { get; } = names;

    public bool Shows(string key) => shown.Contains(key);

    public HashSet<string> Defaults() => DefaultsOf(Names);

    /// <summary>The name under which a list's columns are stored.</summary>
    public static string SettingOf(string list) => "columns." + list;

    /// <summary>Reads the person's choice; without one, and when it can not be read, the defaults show.</summary>
    internal async Task LoadAsync(PageCalls calls)
    {
        var read = await calls.RunAsync<Stored>([], async call =>
        {
            var kept = await call.Get<IUserSettings>().ReadAsync(call.User, SettingOf(list), call.Stopped);
            return kept?.Deserialize<Stored>(EnvelopeWriter.Json) ?? Stored.Nothing;
        });
        var stored = read.Refusal is null ? read.Value : Stored.Nothing;
        shown = Defaults();
        shown.UnionWith(Known(stored.Shown));
        shown.ExceptWith(Known(stored.Hidden).Where(key => !Names.Any(n => n.Key == key && n.IsFixed)));
    }

    /// <summary>Keeps the choice; null when it is kept.</summary>
    internal async Task<Refusal?> SaveAsync(PageCalls calls, IReadOnlySet<string> wanted)
    {
        var defaults = Defaults();
        var stored = new Stored([.. wanted.Except(defaults)], [.. defaults.Except(wanted)]);
        var isDefault = wanted.SetEquals(defaults);
        var saved = await calls.RunAsync<Done>([], async call =>
        {
            JsonElement? value = isDefault ? null : JsonSerializer.SerializeToElement(stored, EnvelopeWriter.Json);
            var refusal = await call.Get<IUserSettings>().WriteAsync(call.User, SettingOf(list), value, call.Stopped);
            return refusal is null ? Done.Value : refusal;
        });
        if (saved.Refusal is null)
        {
            shown = [.. wanted];
        }
        return saved.Refusal;
    }

    private static HashSet<string> DefaultsOf(IReadOnlyList<ColumnName> names) => [.. names.Where(n => n.IsDefault || n.IsFixed).Select(n => n.Key)];

    private IEnumerable<string> Known(IReadOnlyList<string>? keys) => (keys ?? []).Where(key => Names.Any(n => n.Key == key));

    /// <summary>What differs from the defaults.</summary>
    private sealed record Stored(IReadOnlyList<string>? Shown, IReadOnlyList<string>? Hidden)
    {
        public static readonly Stored Nothing = new(null, null);
    }
}

/// <summary>The columns of one list, in their order.</summary>
/// <param name="list">Names the choice; <see cref="ColumnChoice.SettingOf"/> of it is registered by the list's module.</param>
/// <param name="all">Every column there is.</param>
public sealed class Columns<TRow>(string list, IReadOnlyList<ListColumn<TRow>> all) : ColumnChoice(list, all)
{
    public IEnumerable<ListColumn<TRow>> Shown => all.Where(c => Shows(c.Key));
}
