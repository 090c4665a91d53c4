using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

/// <summary>What a user arranges for himself is on the server, and his alone.</summary>
public sealed class OwnSettingTests
{
    private const string Columns = "/api/system/profile/settings/columns.orders";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_setting_is_kept_replaced_and_forgotten_for_its_user_alone(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var colleague = await tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW");

        Assert.Equal("null", await ValueAsync(tenant.Admin));
        Assert.Equal(200, (await tenant.Admin.PutAsync(Columns, new { value = new { shown = new[] { "company" } } })).Status);
        Assert.Equal(200, (await tenant.Admin.PutAsync(Columns, new { value = new { shown = new[] { "remarks" } } })).Status);

        Assert.Contains("remarks", await ValueAsync(tenant.Admin), StringComparison.Ordinal);
        Assert.Equal("null", await ValueAsync(colleague));
        Assert.Equal(200, (await colleague.PutAsync(Columns, new { value = new { hidden = new[] { "ship" } } })).Status);
        Assert.Contains("remarks", await ValueAsync(tenant.Admin), StringComparison.Ordinal);
        Assert.Equal(200, (await tenant.Admin.PutAsync(Columns, new { value = (object?)null })).Status);
        Assert.Equal("null", await ValueAsync(tenant.Admin));
        Assert.Contains("ship", await ValueAsync(colleague), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Unknown_names_large_values_and_what_is_no_object_are_refused(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);

        var unknown = await tenant.Admin.PutAsync("/api/system/profile/settings/anything", new { value = new { } });
        Assert.Equal((404, "SETTING_UNKNOWN"), (unknown.Status, unknown.ErrorCode));
        Assert.DoesNotContain("anything", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await tenant.Admin.GetAsync("/api/system/profile/settings/anything")).Status);
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync(Columns, new { value = new { shown = new string('x', 5000) } })).ErrorCode);
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync(Columns, new { value = "wide" })).ErrorCode);
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync(Columns, new { })).ErrorCode);
        Assert.Equal(403, (await (await Tenants.OperatorAsync(hub)).PutAsync(Columns, new { value = new { } })).Status);
        Assert.Equal(401, (await new ConsoleClient(hub.Http, null).GetAsync(Columns)).Status);
    }

    private static async Task<string> ValueAsync(ConsoleClient person) => (await person.GetAsync(Columns)).Data.GetProperty("value").GetRawText();
}
