using Weft.Hub.Tests.Modules.PartnerApi;
using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>The partner pages with something on them: a system, its user, a request that made a document, one with errors and one of a bad format.</summary>
internal static class PartnerSeason
{
    public static async Task<IReadOnlyList<(string Name, string Path)>> PlayAsync(TestTenant tenant)
    {
        var partner = await PartnerOf.StartAsync("sqlite", tenant: tenant);
        await partner.CallAsync(PartnerOf.CreateF, PartnerOf.Request(PartnerOf.NewId(), PartnerOf.Document("WMS-1001", "500", "20.5")));
        await partner.CallAsync(PartnerOf.CreateF, PartnerOf.Request(PartnerOf.NewId(), PartnerOf.Document("WMS-1002", "0", "-9"), PartnerOf.Document("WMS-1003", "3")));
        await partner.CallAsync(PartnerOf.CreateF, new { requestId = PartnerOf.NewId(), requestTime = "gestern", docList = new[] { new { docNo = "WMS-1004" } } });
        var failed = await FirstAsync(tenant, "/api/partner/requests?resultCode=7");
        var document = await FirstAsync(tenant, "/api/partner/documents");
        return
        [
            ("partner-systems", "/partner/systems"), ("partner-organisations", "/partner/systems?tab=organisations"), ("partner-users", "/partner/users"), ("partner-requests", "/partner/requests"),
            ("partner-request", "/partner/requests/" + failed), ("partner-documents", "/partner/documents"), ("partner-document", "/partner/documents/" + document),
            ("partner-reference", "/partner/reference"), ("partner-function", "/partner/reference?code=API170COF"), ("partner-docs", "/docs/partner/API09APDF"),
        ];
    }

    private static async Task<long> FirstAsync(TestTenant tenant, string list) =>
        PartnerOf.Done(await tenant.Admin.GetAsync(list)).GetProperty("records")[0].GetProperty("id").GetInt64();
}
