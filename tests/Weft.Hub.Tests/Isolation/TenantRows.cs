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

    /// <summary>Two ids of each table, since of some the first can not be acted on; those of tables that are named with the words come first.</summary>
    public IReadOnlyList<string> Ids(IReadOnlySet<string>? words = null) =>
    [
        .. Tables.Where(t => t.Value.Count > 0 && t.Value[0].ContainsKey("id")).OrderByDescending(t => words is null ? 0 : ApiRoute.Words(t.Key).Count(words.Contains))
            .SelectMany(t => t.Value.Take(2)).Select(r => r["id"]!).Distinct(),
    ];

    /// <summary>A thing and what hangs on it: each of the ids with the ids of rows that name it.</summary>
    public IReadOnlyList<(string Owner, string Part)> Pairs(IReadOnlyList<string> ids)
    {
        var order = ids.Select((id, at) => (id, at)).ToDictionary(p => p.id, p => p.at, StringComparer.Ordinal);
        return
        [
            .. Tables.Values.SelectMany(t => t).Where(r => r.ContainsKey("id"))
                .SelectMany(r => r.Values.Where(v => v is not null && v != r["id"] && order.ContainsKey(v)).Select(v => (Owner: v!, Part: r["id"]!))).Distinct()
                .OrderBy(p => order[p.Owner]),
        ];
    }

    /// <summary>What stands where the value does in the rows of another tenant that has done the same.</summary>
    public string Twin(string value, TenantRows other)
    {
        foreach (var (table, rows) in Tables)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].FirstOrDefault(c => c.Value == value && (c.Key == "id" || c.Key.EndsWith("_no", StringComparison.Ordinal))) is { Key: { } column }
                    && i < other.Tables[table].Count && other.Tables[table][i][column] is { } twin)
                {
                    return twin;
                }
            }
        }
        throw new InvalidOperationException($"The other tenant has nothing where this one has {value}.");
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
        // Ids are given in order of time: two tenants that did the same have the same rows in the same places.
        return
        [
            .. rows.Select(row => entity.GetProperties().Where(p => !p.IsShadowProperty()).ToDictionary(p => p.GetColumnName(), p => Text(p.GetGetter().GetClrValue(row))))
                .OrderBy(row => row.GetValueOrDefault("id")?.Length ?? 0).ThenBy(row => row.GetValueOrDefault("id"), StringComparer.Ordinal),
        ];
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
