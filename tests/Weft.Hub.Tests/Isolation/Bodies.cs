namespace Weft.Hub.Tests.Isolation;

/// <summary>Bodies for the routes whose rules the schema does not tell, so that what is refused is the identifier.</summary>
internal static class Bodies
{
    /// <summary>Calls that end the session that the test goes on with.</summary>
    public static readonly string[] EndsTheSession = ["/api/auth/logout", "/api/auth/sessions/end-others", "/api/auth/password"];

    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["PUT /api/production/styles/{id}"] = """{"styleNo":"X1","styleName":"样","category":"dress","version":0}""",
        ["PUT /api/system/factories/{id}"] = """{"factoryCode":"X1","factoryName":"样","version":0}""",
        ["PUT /api/system/factories/{id}/accounts"] = """{"accounts":[{"kind":"BANK","holder":"样","bank":"样","number":"6222000011112222"}]}""",
        ["PUT /api/system/users/{id}"] = """{"name":"样","version":0}""",
        ["POST /api/system/user-approvals/{id}/approve"] = """{"roleId":1,"dataScope":"own"}""",
        ["PUT /api/system/roles/{id}"] = """{"roleName":"样","dataScope":"own","status":"active","version":0}""",
        ["PUT /api/system/roles/{id}/permissions"] = """{"permissions":["MENU_DASHBOARD"],"version":0}""",
        ["PUT /api/system/tenant-app/{id}"] = """{"appName":"样","version":0}""",
        ["POST /api/system/tenant-app/{id}/pull"] = """{"action":"list_orders"}""",
        ["POST /api/system/tenant-app/{id}/pull/preview"] = """{"orders":[]}""",
        ["POST /api/finance/reconciliations/{reconciliationNo}/pay"] = """{"paymentMethod":"cash","paymentRef":"P1"}""",
        ["PUT /api/production/styles/{id}/bom"] = """{"items":[]}""",
        ["POST /api/production/styles/{id}/progress"] = """{"progressNode":"纸样开发中"}""",
        ["PUT /api/production/customers/{id}"] = """{"customerName":"样","version":0}""",
        ["PUT /api/partner/systems/{id}"] = """{"name":"样"}""",
        ["POST /api/partner/requests/{id}/state"] = """{"state":"处理异常"}""",
        ["POST /api/system/tenant-app/{id}/deliveries"] = "{}",
        ["POST /api/system/tenant-app/{id}/recoveries"] = """{"from":"2026-02-01T00:00:00+08:00","to":"2026-02-11T00:00:00+08:00"}""",
    };

    /// <summary>Routes that take a file: nothing is sent, and its name stands in the query.</summary>
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal) { ["POST /api/production/styles/{id}/attachments"] = "?fileName=a.png", ["POST /api/system/factories/{id}/license"] = "?fileName=a.png" };

    public static string Query(ApiRoute route) => Files.GetValueOrDefault(route.ToString()) ?? "";

    public static string? For(ApiRoute route) => Files.ContainsKey(route.ToString()) ? null :
        Right.GetValueOrDefault(route.ToString()) ?? route.Body?.ToJsonString() ?? (route.Method is "POST" or "PUT" ? "{}" : null);
}
