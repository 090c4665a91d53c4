using Microsoft.EntityFrameworkCore;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;

namespace Weft.Hub.Modules.Production;

/// <summary>Orders by their number, the customer's number or the style's; within the person's reach.</summary>
internal sealed class OrderSearch : ISearchSource
{
    public string Title => "orders.title";

    public int Order => 20;

    public IReadOnlyList<string> Codes => [ProductionPermissions.Orders];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, PageCall call) => await call.Db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(call.User).Filter(call.Db))
        .Where(o => o.OrderNo.Contains(text) || o.StyleNo.Contains(text) || (o.ExternalOrderNo != null && o.ExternalOrderNo.Contains(text)))
        .OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id).Take(5)
        .Select(o => new SearchHit(o.OrderNo, o.StyleNo + " " + o.StyleName + (o.ExternalOrderNo == null ? "" : " · " + o.ExternalOrderNo), "/production/order-flow/" + o.OrderNo))
        .ToListAsync(call.Stopped);
}

/// <summary>Styles by number or name.</summary>
internal sealed class StyleSearch : ISearchSource
{
    public string Title => "styles.title";

    public int Order => 10;

    public IReadOnlyList<string> Codes => [ProductionPermissions.Styles];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, PageCall call) =>
        [.. (await call.Db.Set<Style>().AsNoTracking().Where(s => s.StyleNo.Contains(text) || s.StyleName.Contains(text))
            .OrderByDescending(s => s.CreateTime).ThenByDescending(s => s.Id).Take(5).Select(s => new { s.Id, s.StyleNo, s.StyleName }).ToListAsync(call.Stopped))
            .Select(s => new SearchHit(s.StyleNo, s.StyleName, "/style-info?styleNo=" + Uri.EscapeDataString(s.StyleNo)))];
}

/// <summary>Factories by name; a factory's account finds itself only.</summary>
internal sealed class FactorySearch : ISearchSource
{
    public string Title => "factories.title";

    public int Order => 30;

    public IReadOnlyList<string> Codes => [ProductionPermissions.Factories];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, PageCall call) =>
        [.. (await call.Db.Set<Factory>().AsNoTracking().Where(f => call.User.FactoryId == null || f.Id == call.User.FactoryId).Where(f => f.FactoryName.Contains(text) || f.FactoryCode.Contains(text))
            .OrderBy(f => f.FactoryName).Take(5).Select(f => new { f.FactoryName, f.FactoryCode }).ToListAsync(call.Stopped))
            .Select(f => new SearchHit(f.FactoryName, f.FactoryCode, "/system/factory?factoryName=" + Uri.EscapeDataString(f.FactoryName)))];
}
