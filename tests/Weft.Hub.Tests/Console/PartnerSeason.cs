using Weft.Hub.Tests.Modules.PartnerApi;
using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>
/// The partner pages with something on them: a system, its user, a request that made a document, one with errors and one of a bad format; shipments and a transfer of which
/// some were handed out; and master data of every kind.
/// </summary>
internal static class PartnerSeason
{
    public static async Task<IReadOnlyList<(string Name, string Path)>> PlayAsync(TestTenant tenant)
    {
        var partner = await PartnerOf.StartAsync("sqlite", tenant: tenant);
        await partner.CallAsync(PartnerOf.CreateF, PartnerOf.Request(PartnerOf.NewId(), PartnerOf.Document("WMS-1001", "500", "20.5")));
        await partner.CallAsync(PartnerOf.CreateF, PartnerOf.Request(PartnerOf.NewId(), PartnerOf.Document("WMS-1002", "0", "-9"), PartnerOf.Document("WMS-1003", "3")));
        await partner.CallAsync(PartnerOf.CreateF, new { requestId = PartnerOf.NewId(), requestTime = "gestern", docList = new[] { new { docNo = "WMS-1004" } } });
        await HandOutAsync(partner);
        await DescribeAsync(partner);
        var failed = await FirstAsync(tenant, "/api/partner/requests?resultCode=7");
        var document = await FirstAsync(tenant, "/api/partner/documents");
        var export = await FirstAsync(tenant, "/api/partner/exports?functionCode=API09APDF&withRows=true");
        return
        [
            ("partner-systems", "/partner/systems"), ("partner-organisations", "/partner/systems?tab=organisations"), ("partner-users", "/partner/users"), ("partner-requests", "/partner/requests"),
            ("partner-request", "/partner/requests/" + failed), ("partner-documents", "/partner/documents"), ("partner-document", "/partner/documents/" + document),
            ("partner-exports", "/partner/exports"), ("partner-export", "/partner/exports/" + export), ("partner-receipts", "/partner/receipts"), ("partner-transfers", "/partner/receipts?tab=transfers"),
            ("partner-runs", "/partner/runs"), ("partner-master", "/partner/master"), ("partner-warehouses", "/partner/master?tab=warehouses"), ("partner-bins", "/partner/master?tab=bins"),
            ("partner-materials", "/partner/master?tab=materials"), ("partner-periods", "/partner/master?tab=periods"), ("partner-entries", "/partner/master?tab=entries"),
            ("partner-prices", "/partner/master?tab=prices"), ("partner-partners", "/partner/master?tab=partners"), ("partner-locations", "/partner/master?tab=locations"),
            ("partner-reference", "/partner/reference"), ("partner-function", "/partner/reference?code=API170COF"), ("partner-docs", "/docs/partner/API09APDF"),
        ];
    }

    /// <summary>Three shipments handed out, of which one is finished, one that waits, and a transfer that has left.</summary>
    private static async Task HandOutAsync(PartnerOf partner)
    {
        object poll = new { requestId = "POLL-0001", requestTime = "2026-02-11 14:30:00" };
        var numbers = await ShipmentExportTests.ShipAsync(partner, 3);
        await partner.CallAsync(PartnerOf.Shipments, poll);
        await partner.CallAsync("uploadshipmentconfirm", PartnerOf.Request(PartnerOf.NewId(), new
        {
            documentNo = numbers[0], confirmType_Text = "出库确认", lineList = new[] { new { line = "10", attrList = new[] { new { confirmedQty = "1" } } } },
        }));
        await ShipmentExportTests.ShipAsync(partner, 1);
        await TransferTests.StockAsync(partner);
        await TransferTests.ConfirmedTransferAsync(partner);
        await partner.CallAsync("exportinventorymovefrom_pd", poll);
    }

    private static async Task DescribeAsync(PartnerOf partner)
    {
        var list = (await partner.PostAsync("entries", new { kind = "采购价格表", code = "PURCHASE", name = "标准采购价格", currency = "CNY", isDefault = true })).GetProperty("id").GetInt64();
        await partner.PostAsync("entries", new { kind = "税率", code = "VAT13", name = "增值税13%", rate = 13, isDefault = true });
        await partner.PostAsync("entries", new { kind = "币种", code = "USD", name = "美元", rate = 7.1 });
        PartnerOf.Done(await partner.Tenant.Admin.PutAsync("/api/partner/prices", new { priceListId = list, productCode = "FAB-1042", price = 18.5 }));
        PartnerOf.Done(await partner.Tenant.Admin.PutAsync("/api/partner/periods", new { month = "2026-01", isOpen = false }));
        var party = (await partner.PostAsync("business-partners", new { code = "SHOWROOM", name = "样品间", group = "内部", creditType = "信用", creditLimit = 50000 })).GetProperty("id").GetInt64();
        await partner.PostAsync("locations", new { partnerId = party, name = "总部", region = "浙江省", city = "宁波市", address1 = "海曙区中山路1号一楼", contact = "前台", phone = "0574-88880000" });
    }

    private static async Task<long> FirstAsync(TestTenant tenant, string list) =>
        PartnerOf.Done(await tenant.Admin.GetAsync(list)).GetProperty("records")[0].GetProperty("id").GetInt64();
}
