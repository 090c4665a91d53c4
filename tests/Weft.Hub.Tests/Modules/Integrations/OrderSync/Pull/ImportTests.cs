using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync.Pull;

/// <summary>Rows of a customer's list become orders from the console (console-pages 4.2): as orders/create would have it, row by row.</summary>
public sealed class ImportTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_preview_says_by_field_what_would_become_of_each_row_and_keeps_nothing(string provider)
    {
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(await TestHub.SharedAsync(provider)));
        var known = await erp.PlaceOrderAsync("OLD-1");
        object[] rows =
        [
            Row("NEW-1"),
            Row("OLD-1"),
            Row("OLD-1", quantity: 7),
            Row("NEW-1", quantity: 8),
            Row("NEW-1"),
            new { styleNo = "FZ2024001", quantity = 0, requiredDate = "morgen" },
            new { externalOrderNo = "LATE", styleNo = "FZ2024001", quantity = 5, requiredDate = "2020-01-01" },
            new { externalOrderNo = "SHUT", styleNo = "FZ2024001", quantity = 5, factoryId = 4711 },
            "no row",
        ];

        var answer = await erp.Tenant.Admin.PostAsync(Path(erp, "preview"), new { orders = rows });

        Assert.True(answer.Status == 200, answer.Text);
        var told = answer.Data.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("outcome").GetString(), string.Join(',', Fields(r)))).ToList();
        Assert.Equal(
            [
                ("NEW", ""), ("EXISTS", ""), ("REFUSED", "externalOrderNo"), ("REFUSED", "externalOrderNo"), ("EXISTS", ""),
                ("REFUSED", "externalOrderNo,quantity,requiredDate"), ("REFUSED", "requiredDate"), ("REFUSED", "factoryId"), ("REFUSED", "orders[8]"),
            ],
            told);
        Assert.Equal(known, answer.Data.GetProperty("rows")[1].GetProperty("orderNo").GetString());
        Assert.Contains("不在款式库中", answer.Data.GetProperty("rows")[0].GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await erp.Tenant.Admin.GetAsync("/api/production/orders")).Data.GetProperty("total").GetInt32());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_imported_row_is_an_order_of_the_credential_and_importing_it_again_changes_nothing(string provider)
    {
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(await TestHub.SharedAsync(provider)));

        var first = await erp.Tenant.Admin.PostAsync(Path(erp, "import"), Row("ROW-1"));
        var again = await erp.Tenant.Admin.PostAsync(Path(erp, "import"), Row("ROW-1"));
        var signed = await erp.Client.PostAsync("/openapi/v1/orders/create", Row("ROW-1"));
        var other = await erp.Tenant.Admin.PostAsync(Path(erp, "import"), Row("ROW-1", quantity: 9));
        var wrong = await erp.Tenant.Admin.PostAsync(Path(erp, "import"), Row("", quantity: 9));

        Assert.True(first.Status == 200, first.Text);
        Assert.Equal((false, true, true), (Duplicated(first.Data), Duplicated(again.Data), Duplicated(signed.Data)));
        Assert.Single(new[] { first.Data, again.Data, signed.Data }.Select(d => d.GetProperty("orderNo").GetString()).Distinct());
        Assert.Equal("OpenAPI-" + erp.Made.AppName, first.Data.GetProperty("createdByName").GetString());
        Assert.Equal((400, "IDEMPOTENCY_CONFLICT", "VALIDATION"), (other.Status, other.ErrorCode, wrong.ErrorCode));
        // Who pressed the button is written down once, with the order.
        var log = await erp.Tenant.InAsync(services => services.GetRequiredService<HubDbContext>().Set<OperationLog>().AsNoTracking()
            .Where(l => l.Operation == "ImportPulledOrder").ToListAsync(TestContext.Current.CancellationToken));
        var entry = Assert.Single(log);
        Assert.Equal((erp.Tenant.AdminId, erp.Id), (entry.OperatorId, entry.TargetId));
        Assert.Contains("ROW-1", entry.Details, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Only_who_may_place_orders_imports_and_only_with_a_credential_of_the_tenant(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        var quality = await TestCredential.BuyAsync(erp.Tenant, "QUALITY_FEEDBACK");
        var manager = await erp.Tenant.UserAsync("all", "MENU_TENANT_APP_MANAGE");
        var planner = await erp.Tenant.UserAsync("all", "ORDER_CREATE");
        var stranger = (await Tenants.CreateAsync(hub)).Admin;

        Assert.Equal((200, 403), ((await manager.PostAsync(Path(erp, "preview"), new { orders = new[] { Row("A") } })).Status, (await manager.PostAsync(Path(erp, "import"), Row("A"))).Status));
        Assert.Equal((403, 404), ((await planner.PostAsync(Path(erp, "import"), Row("A"))).Status, (await stranger.PostAsync(Path(erp, "import"), Row("A"))).Status));
        Assert.Equal(404, (await stranger.PostAsync(Path(erp, "preview"), new { orders = new[] { Row("A") } })).Status);
        Assert.Equal("APP_TYPE", (await erp.Tenant.Admin.PostAsync(Path(quality, "import"), Row("A"))).ErrorCode);
        Assert.Equal(200, (await erp.Tenant.Admin.PostAsync($"/api/system/tenant-app/{erp.Id}/disable", new { reason = "盘点" })).Status);
        Assert.Equal("STATE", (await erp.Tenant.Admin.PostAsync(Path(erp, "import"), Row("A"))).ErrorCode);
    }

    private static object Row(string number, int quantity = 500) => new { externalOrderNo = number, styleNo = "FZ2024001", quantity };

    private static string Path(TestCredential credential, string what) => $"/api/system/tenant-app/{credential.Id}/pull/{what}";

    private static IEnumerable<string> Fields(JsonElement row) => row.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!);

    private static bool Duplicated(JsonElement data) => data.GetProperty("duplicated").GetBoolean();
}
