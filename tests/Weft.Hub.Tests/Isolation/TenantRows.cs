using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;

namespace Weft.Hub.Tests.Isolation;

/// <summary>Everything that a tenant's tables hold of it, read past all filters.</summary>
internal sealed record TenantRows(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>> Tables)
{
    /// <summary>Rows about who called and when; a refused call may add to them.</summary>
    private static readonly HashSet<string> Journals = ["call_log", "login_logs", "operation_logs"];

    /// <summary>One id of each table, so that every kind of thing is tried on every route.</summary>
    public IReadOnlyList<string> OneOfEach => [.. Tables.Values.Where(t => t.Count > 0 && t[0].ContainsKey("id")).Select(t => t[0]["id"]!).Distinct()];

    /// <summary>Two ids of each table: of some the first can not be acted on.</summary>
    public IReadOnlyList<string> Ids => [.. Tables.Values.Where(t => t.Count > 0 && t[0].ContainsKey("id")).SelectMany(t => t.Take(2)).Select(r => r["id"]!).Distinct()];

    /// <summary>A thing and what hangs on it: each id with the ids of rows that name it.</summary>
    public IReadOnlyList<(string Owner, string Part)> Pairs
    {
        get
        {
            var ids = Ids.ToHashSet(StringComparer.Ordinal);
            return
            [
                .. Tables.Values.SelectMany(t => t).Where(r => r.ContainsKey("id"))
                    .SelectMany(r => r.Values.Where(v => v is not null && v != r["id"] && ids.Contains(v)).Select(v => (v!, r["id"]!))).Distinct(),
            ];
        }
    }

    /// <summary>The numbers of its documents.</summary>
    public IReadOnlyList<string> Numbers =>
    [
        .. Tables.Values.SelectMany(t => t).SelectMany(r => r).Where(c => c.Key.EndsWith("_no", StringComparison.Ordinal) && !string.IsNullOrEmpty(c.Value))
            .Select(c => c.Value!).Distinct().Take(40),
    ];

    /// <summary>All of it as text, to compare before and after.</summary>
    public IEnumerable<string> Lines => Tables.Where(t => !Journals.Contains(t.Key)).SelectMany(t => t.Value.Select(r => t.Key + ": " + string.Join('|', r.Values))).Order(StringComparer.Ordinal);

    public static Task<TenantRows> OfAsync(TestHub hub, long tenantId) => hub.AsPlatformAsync(async services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        var read = typeof(TenantRows).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>> tables = [];
        foreach (var entity in db.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && !e.IsOwned()))
        {
            tables[entity.GetTableName()!] = await (Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>>)read.MakeGenericMethod(entity.ClrType).Invoke(null, [db, entity, tenantId])!;
        }
        return new TenantRows(tables);
    });

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync<T>(HubDbContext db, IEntityType entity, long tenantId)
        where T : class, ITenantOwned
    {
        var rows = await db.AcrossTenants<T>("a test looks at everything").IgnoreQueryFilters().AsNoTracking().Where(r => r.TenantId == tenantId).ToListAsync();
        return [.. rows.Select(row => entity.GetProperties().Where(p => !p.IsShadowProperty()).ToDictionary(p => p.GetColumnName(), p => Text(p.GetGetter().GetClrValue(row))))];
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value),
    };
}
