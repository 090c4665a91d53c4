using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>
/// A partner system for each of the demo's tenants, with what its sample calls name: an organisation, two warehouses with bins, materials (running 3). It runs before the
/// season, whose shipment then waits for the logistics partner.
/// </summary>
internal sealed class DemoPartner(IServiceScopeFactory scopes) : IDemoStep
{
    public int Order => 310;

    public async Task RunAsync(DemoContext demo, CancellationToken ct)
    {
        foreach (var tenant in demo.Tenants)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Id);
            scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("demo");
            await FillAsync(demo, tenant, scope.ServiceProvider, ct);
        }
    }

    private static async Task FillAsync(DemoContext demo, DemoTenant tenant, IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<HubDbContext>();
        var (systemKey, userName) = ($"{tenant.Code}-wms", $"wms01@{tenant.Code}-wms");
        var code = demo.Secret("identification code of " + systemKey, () => SystemSlices.NewCode().Reveal());
        if (!await db.Set<PartnerSystem>().AnyAsync(s => s.Code == systemKey, ct))
        {
            var organisation = new Organisation(tenant.Id, "HD01").Describe("华东成衣", OrganisationKind.Principal, true);
            db.Add(organisation);
            await AddWarehouseAsync(db, services, organisation, ("FG01", "成品一仓", true), [("A-01-03", "成品A区03")], ct);
            await AddWarehouseAsync(db, services, organisation, ("FB01", "面料一仓", false), [("F-02-01", "面料A区"), ("F-02-09", "助剂区")], ct);
            db.Add(new Material(tenant.Id, "FAB-1042").Describe(new MaterialContent("32支精梳棉布", "米") { Category = "面料" }));
            db.Add(new Material(tenant.Id, "ZIP-YKK-20CM").Describe(new MaterialContent("YKK拉链20厘米", "条") { Category = "辅料" }));
            db.Add(new Material(tenant.Id, "AUX-0007").Describe(new MaterialContent("柔软剂", "千克") { Category = "助剂", HasShelfLife = true, GuaranteeMonths = 12 }));
            AddTerms(db, tenant.Id);
            var (userId, roleId) = (await services.GetRequiredService<UserDirectory>().AdministratorAsync(ct))!.Value;
            var system = new PartnerSystem(tenant.Id, systemKey);
            system.Describe("物流协同平台", null, false, null);
            system.KeepCode(services.GetRequiredService<SecretHasher>().Hash(new SecretText(code)));
            db.Add(system);
            var user = new PartnerUser(tenant.Id, system.Id, userName);
            user.Place(userId, roleId, organisation.Id, [], null, "zh_CN");
            db.Add(user);
            await db.SaveChangesAsync(ct);
        }
        tenant.Json["partner"] = new JsonObject { ["systemKey"] = systemKey, ["uniqueCode"] = code, ["userName"] = userName };
    }

    /// <summary>What trade documents name: taxes, currencies, price lists, an account, and a partner that is neither customer nor factory.</summary>
    private static void AddTerms(HubDbContext db, long tenant)
    {
        db.Add(new TradeEntry(tenant, EntryKind.Tax, "VAT13").Describe(new EntryContent("增值税13%") { Rate = 13, IsDefault = true }));
        db.Add(new TradeEntry(tenant, EntryKind.Tax, "VAT0").Describe(new EntryContent("免税") { Rate = 0 }));
        db.Add(new TradeEntry(tenant, EntryKind.Currency, "CNY").Describe(new EntryContent("人民币") { Rate = 1, IsDefault = true }));
        db.Add(new TradeEntry(tenant, EntryKind.Currency, "USD").Describe(new EntryContent("美元") { Rate = 7.1m }));
        var (sales, purchase) = (new TradeEntry(tenant, EntryKind.SalesPrices, "SALES"), new TradeEntry(tenant, EntryKind.PurchasePrices, "PURCHASE"));
        db.Add(sales.Describe(new EntryContent("标准销售价格") { Currency = "CNY", TaxIncluded = true, IsDefault = true }));
        db.Add(purchase.Describe(new EntryContent("标准采购价格") { Currency = "CNY", IsDefault = true }));
        foreach (var (product, price) in new[] { ("FAB-1042", 18.5m), ("ZIP-YKK-20CM", 0.85m), ("AUX-0007", 32m) })
        {
            db.Add(new ListPrice(tenant, purchase.Id, product).Set(price));
            db.Add(new ListPrice(tenant, sales.Id, product).Set(price * 1.2m));
        }
        db.Add(new TradeEntry(tenant, EntryKind.PaymentTerm, "NET30").Describe(new EntryContent("月结30天") { IsDefault = true }));
        db.Add(new TradeEntry(tenant, EntryKind.BankAccount, "ICBC-01").Describe(new EntryContent("工行基本户") { Currency = "CNY" }));
        db.Add(new TradeEntry(tenant, EntryKind.Shipper, "SF").Describe(new EntryContent("顺丰速运") { IsDefault = true }));
        db.Add(new TradeEntry(tenant, EntryKind.RfqTopic, "FABRIC").Describe(new EntryContent("面料询价")));
        var showroom = new BusinessPartner(tenant, "SHOWROOM").Describe(new PartnerContent("样品间") { Group = "内部" });
        db.Add(showroom);
        db.Add(new PartnerLocation(tenant, showroom.Id, "样品间").Describe(new LocationContent { Country = "中国", Address1 = "总部一楼", Contact = "前台" }, true, true, null, true));
    }

    private static async Task AddWarehouseAsync(
        HubDbContext db, IServiceProvider services, Organisation organisation, (string Code, string Name, bool Receipt) what, (string Code, string Name)[] bins, CancellationToken ct)
    {
        var entry = await services.GetRequiredService<DictEntries>().EnsureAsync(DictEntries.Warehouses, what.Code, what.Name, ct);
        var profile = new WarehouseProfile(organisation.TenantId, entry).Describe(organisation.Id, null, what.Receipt, false, true);
        db.Add(profile);
        db.AddRange(bins.Select(b => new Bin(organisation.TenantId, profile.Id, b.Code).Describe(b.Name, true)));
    }
}
