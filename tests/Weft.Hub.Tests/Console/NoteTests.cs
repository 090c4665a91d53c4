using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Hub.Console;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What the Hub itself noted in a history is told in the reader's language; what a person wrote stays as it was written.</summary>
public sealed partial class NoteTests
{
    private static readonly TextCatalogue Catalogue = TextCatalogue.Load();

    [Fact]
    public async Task A_page_tells_a_history_in_the_readers_language()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var english = await TellAsync(season, "en");
        Assert.Contains("Bed 1: 5 bundles, 120 pcs", english, StringComparison.Ordinal);
        Assert.DoesNotMatch(OurWords(), english);
        Assert.Contains("：質檢 ", await TellAsync(season, "zh-TW"), StringComparison.Ordinal);
        Assert.Contains("第 1 床：5 扎 120 件", await TellAsync(season, "zh-CN"), StringComparison.Ordinal);
    }

    /// <summary>The words are written where things happen and read by their form: whoever changes one changes the other, or this fails.</summary>
    [Fact]
    public async Task Whatever_happens_to_an_order_or_a_style_is_told_in_english()
    {
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var admin = season.Tenant.Admin;
        var factory = (await OkAsync(admin.PostAsync("/api/system/factories", new { factoryName = "B", contactPerson = "L", contactPhone = "13800000002" }))).GetProperty("id").GetInt64();
        var rejected = (await OkAsync(admin.GetAsync("/api/warehousing/inspections?orderNo=" + season.Order))).GetProperty("records").EnumerateArray().First(r => r.GetProperty("unqualifiedQuantity").GetInt32() > 0);
        var bundle = rejected.GetProperty("bundleId").GetInt64();
        await OkAsync(admin.PostAsync("/api/warehousing/inspections/warehouse", new { warehousingNo = rejected.GetProperty("warehousingNo").GetString(), warehouse = "W1" }));
        await OkAsync(admin.PostAsync("/api/warehousing/repairs/start", new { bundleId = bundle }));
        await OkAsync(admin.PostAsync("/api/warehousing/repairs/declare", new { bundleId = bundle }));
        await OkAsync(admin.PostAsync("/api/warehousing/inspections", new { bundleId = bundle, inspectedQuantity = 2, recheck = true }));
        var scan = (await OkAsync(admin.GetAsync("/api/production/scans?orderNo=" + season.Order))).GetProperty("records")[0].GetProperty("scanId").GetInt64();
        await OkAsync(admin.PostAsync($"/api/production/scans/{scan}/undo", new { reason = "twice" }));
        await OkAsync(admin.PutAsync($"/api/production/orders/{season.Order}/material", new { materialArrivalRate = 100, procurementConfirmed = true }));
        var loose = (await OkAsync(admin.PostAsync("/api/production/orders", new { styleNo = "FZ2024003", orderQuantity = 10, customerName = "C" }))).GetProperty("orderNo").GetString();
        await OkAsync(admin.PostAsync($"/api/production/orders/{loose}/processes/sync", new { }));
        await OkAsync(admin.PostAsync($"/api/production/orders/{loose}/transfer", new { factoryId = factory, reason = "late" }));
        var copy = (await OkAsync(admin.PostAsync($"/api/production/styles/{season.Style}/copy", new { styleNo = "FZ2024009" }))).GetProperty("id").GetInt64();

        string[] told =
        [
            .. await NotesAsync(admin, "/api/production/orders/" + season.Order), .. await NotesAsync(admin, "/api/production/orders/" + loose), .. await NotesAsync(admin, $"/api/production/styles/{copy}"),
        ];
        Assert.All(told, note => Assert.DoesNotMatch(OurWords(), note));
        Assert.Contains("No factory → B: late", told);
        Assert.Contains("100% arrived, confirmed", told);
        Assert.Contains("5 processes", told);
        Assert.Contains("Copied from FZ2024001", told);
        Assert.Contains(told, note => note.StartsWith("Bundle 3: 2 pcs", StringComparison.Ordinal));
        Assert.Contains(told, note => note.EndsWith(": 28 pcs to W1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EDIT", "合格 3 件")]
    [InlineData("MATERIAL", "到料 80%，供应商说周五到齐")]
    [InlineData("SHIP", "客户自提")]
    [InlineData("UNKNOWN", "第 1 床：5 扎 120 件")]
    public void What_a_person_wrote_stays_as_it_was_written(string action, string remark) => Assert.Equal(remark, English().Note(action, remark));

    private static async Task<IEnumerable<string>> NotesAsync(ConsoleClient admin, string path) => (await OkAsync(admin.GetAsync(path))).GetProperty("timeline").EnumerateArray()
        .Where(e => e.GetProperty("remark").ValueKind == JsonValueKind.String)
        .Select(e => English().Note(e.GetProperty("action").GetString()!, e.GetProperty("remark").GetString())!).ToList();

    private static Texts English()
    {
        var texts = new Texts(Catalogue);
        texts.Use("en");
        return texts;
    }

    private static async Task<JsonElement> OkAsync(Task<ConsoleAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    private static async Task<string> TellAsync(ConsoleSeason season, string language)
    {
        var page = await Browser.OpenAsync(season.Tenant.Hub, language: language);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, $"/production/order-flow/{season.Order}?tab=history");
        await Browser.SettleAsync(page);
        var told = await page.Locator(".w-timeline").InnerTextAsync();
        await page.Context.CloseAsync();
        return told;
    }

    [GeneratedRegex("件|扎|床|质检|合格|到料|确认|工序|号菲|菲号|扫菲|未指定|复制自|个订单")]
    private static partial Regex OurWords();
}
