using Weft.Hub.Console;

namespace Weft.Hub.Modules.Production;

/// <summary>推送 of the documents on a page.</summary>
internal static class PushReads
{
    public static readonly IReadOnlyDictionary<string, PushState> None = new Dictionary<string, PushState>();

    /// <summary>A factory's account sees nothing of customers' systems (production-domain 2).</summary>
    public static async Task<IReadOnlyDictionary<string, PushState>> PushesAsync(this PageCall call, PushedDocument document, IEnumerable<(string? OrderNo, string Number)> rows)
    {
        var known = rows.Where(r => r.OrderNo is not null).ToList();
        var source = call.User.FactoryId is null && known.Count > 0 ? call.Get<IEnumerable<IDocumentPushes>>().FirstOrDefault(p => p.Document == document) : null;
        return source is null ? None : await source.ReadAsync([.. known.Select(r => r.OrderNo!).Distinct()], [.. known.Select(r => r.Number).Distinct()], call.Stopped);
    }

    /// <summary>What follows the message that something was saved: how many applications are told (console-pages 7); nothing for a factory's account.</summary>
    public static string? Told(this Texts texts, int? pushedTo) => pushedTo is { } apps ? " · " + (apps > 0 ? texts["push.told", apps] : texts["push.nobody"]) : null;
}
