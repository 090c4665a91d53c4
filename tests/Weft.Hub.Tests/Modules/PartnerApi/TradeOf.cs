using System.Text.Json;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>A partner whose role may make every kind of document, with whom, at which prices and taxes; another organisation that he may not reach, and another tenant.</summary>
internal sealed class TradeOf
{
    private TradeOf(PartnerOf partner) => Partner = partner;

    public PartnerOf Partner { get; }
    public string Token { get; private set; } = "";
    public const string Supplier = "S01";
    public long CustomerPartnerId { get; private set; }

    public static async Task<TradeOf> StartAsync(string provider)
    {
        var trade = new TradeOf(await PartnerOf.StartAsync(provider));
        await trade.SetUpAsync();
        return trade;
    }

    public Task<PartnerAnswer> CallAsync(string path, params object[] documents) => Partner.CallAsync(path, PartnerOf.Request(PartnerOf.NewId(), documents), Token);

    public Task<PartnerAnswer> QueryAsync(string path, object body) => Partner.CallAsync(path, body, Token);

    /// <summary>A new role that may make every kind of document.</summary>
    public async Task<long> RoleAsync() => Id(PartnerOf.Done(await Partner.Tenant.Admin.PostAsync("/api/system/roles", new
    {
        roleCode = "T" + Guid.NewGuid().ToString("N")[..8], roleName = "贸易" + Guid.NewGuid().ToString("N")[..8], dataScope = "all", permissions = new[] { "PARTNER_SUBMIT", "PARTNER_EVERY_DOCUMENT" },
    })));

    private async Task SetUpAsync()
    {
        var admin = Partner.Tenant.Admin;
        var role = await RoleAsync();
        var organisation = Id(PartnerOf.Done(await admin.GetAsync("/api/partner/organisations")).GetProperty("records")[0]);
        await Partner.PostAsync("users", new { systemId = Partner.SystemId, userName = "trade01", userId = Partner.HubUserId, roleId = role, organisationId = organisation });
        Token = (await Partner.TokenAsync(new { systemKey = Partner.SystemKey, uniqueCode = Partner.Code, userName = "trade01" }))["token"];
        // A principal company beside the own one, out of the caller's reach as an organisation.
        await Partner.PostAsync("organisations", new { code = "ZB01", name = "总部" });
        var customer = Id(PartnerOf.Done(await admin.PostAsync("/api/production/customers", new { customerName = "海风服饰", address = "海口" })));
        PartnerOf.Done(await admin.PostAsync("/api/system/factories", new { factoryCode = Supplier, factoryName = "锦绣布厂" }));
        var sales = Id(await Partner.PostAsync("entries", new { kind = "销售价格表", code = "SALES", name = "标准销售价格", currency = "CNY", taxIncluded = true, isDefault = true }));
        var purchase = Id(await Partner.PostAsync("entries", new { kind = "采购价格表", code = "BUY", name = "标准采购价格", currency = "CNY", isDefault = true }));
        foreach (var entry in new object[]
        {
            new { kind = "税率", code = "VAT13", name = "增值税13%", rate = 13, isDefault = true }, new { kind = "税率", code = "VAT6", name = "增值税6%", rate = 6 },
            new { kind = "币种", code = "CNY", name = "人民币", rate = 1, isDefault = true }, new { kind = "币种", code = "USD", name = "美元", rate = 7.1 },
            new { kind = "银行账户", code = "ICBC", name = "工行", currency = "CNY" }, new { kind = "物流公司", code = "SF", name = "顺丰" },
            new { kind = "销售机会", code = "OPP-1", name = "春季" }, new { kind = "询价主题", code = "FABRIC", name = "面料询价" },
        })
        {
            await Partner.PostAsync("entries", entry);
        }
        foreach (var (list, price) in new[] { (sales, 22.6m), (purchase, 10m) })
        {
            PartnerOf.Done(await admin.PutAsync("/api/partner/prices", new { priceListId = list, productCode = "FAB-1042", price }));
        }
        CustomerPartnerId = Id(await Partner.PostAsync("business-partners", new { code = "K01", customerId = customer, group = "直营", creditType = "信用" }));
        await Partner.PostAsync("locations", new { partnerId = CustomerPartnerId, name = "门店一", address1 = "解放路1号", contact = "王", phone = "123" });
        await Partner.PostAsync("business-partners", new { code = "OFFICE", name = "样品间", group = "内部" });
    }

    public static long Id(JsonElement data) => data.GetProperty("id").GetInt64();
}
