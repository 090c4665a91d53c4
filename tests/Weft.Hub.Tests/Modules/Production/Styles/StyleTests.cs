using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Styles;

/// <summary>A style with its parts, by the console's API (production-domain 3).</summary>
public sealed class StyleTests
{
    private const string Styles = "/api/production/styles";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_quotation_adds_up_materials_processes_and_margin(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var (id, path) = await NewAsync(tenant, "Q-1");

        // 1.5 × 1.10 × 20 = 33, 0.3333 × 1 × 3.33 = 1.109889; processes 2.5 + 3.5.
        var bom = await tenant.Admin.PutAsync(path + "/bom", new
        {
            items = new object[]
            {
                new { materialType = "面料", materialName = "全棉", usageAmount = 1.5, lossRate = 10, unitPrice = 20, unit = "米" },
                new { materialType = "辅料", materialName = "纽扣", usageAmount = 0.3333, unitPrice = 3.33 },
            },
            version = 0,
        });
        Assert.Equal((200, 1), (bom.Status, bom.Data.GetProperty("version").GetInt32()));
        Assert.Equal(JsonValueKind.Null, (await tenant.Admin.GetAsync(path)).Data.GetProperty("quotation").ValueKind);
        Assert.Equal(88m, await QuotedAsync(tenant, id));
        Assert.Equal("STALE", (await tenant.Admin.PutAsync(path + "/quotation", new { otherCost = 1, targetMargin = 20, version = 0 })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync(path + "/quotation", new { otherCost = 0.89, targetMargin = 20, version = 1 })).Status);

        var quotation = (await tenant.Admin.GetAsync(path)).Data.GetProperty("quotation");
        Assert.Equal((34.11m, 6m, 0.89m, 41m, 51.25m), (quotation.GetProperty("materialCost").GetDecimal(), quotation.GetProperty("processCost").GetDecimal(),
            quotation.GetProperty("otherCost").GetDecimal(), quotation.GetProperty("totalCost").GetDecimal(), quotation.GetProperty("totalPrice").GetDecimal()));
        Assert.Equal(51.25m, await QuotedAsync(tenant, id));

        Assert.Equal(["items[0].materialType", "items[0].materialName", "items[0].usageAmount"], Fields(await tenant.Admin.PutAsync(path + "/bom", new { items = new[] { new { materialType = "线" } } })));
        Assert.Equal(["targetMargin"], Fields(await tenant.Admin.PutAsync(path + "/quotation", new { otherCost = 1, targetMargin = 100 })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Progress_goes_one_step_at_a_time_and_back_with_a_reason(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var (_, path) = await NewAsync(tenant, "P-1");

        Assert.Equal("STATE", (await tenant.Admin.PostAsync(path + "/progress", new { progressNode = "纸样完成" })).ErrorCode);
        Assert.Equal("STATE", (await tenant.Admin.PostAsync(path + "/progress", new { progressNode = "未开始" })).ErrorCode);
        foreach (var node in new[] { "纸样开发中", "纸样完成", "样衣制作中", "样衣完成" })
        {
            Assert.Equal(node, (await tenant.Admin.PostAsync(path + "/progress", new { progressNode = node })).Data.GetProperty("progressNode").GetString());
        }
        Assert.Equal(["reason"], Fields(await tenant.Admin.PostAsync(path + "/progress", new { progressNode = "样衣制作中" })));
        var back = await tenant.Admin.PostAsync(path + "/progress", new { progressNode = "样衣制作中", reason = "客户改版" });
        Assert.Equal(JsonValueKind.Null, back.Data.GetProperty("sampleDoneAt").ValueKind);

        var latest = (await tenant.Admin.GetAsync(path)).Data.GetProperty("timeline")[0];
        Assert.Equal(("PROGRESS", "样衣完成", "样衣制作中", "客户改版"), (latest.GetProperty("action").GetString(), latest.GetProperty("from").GetString(),
            latest.GetProperty("to").GetString(), latest.GetProperty("remark").GetString()));
        Assert.Equal(1, (await tenant.Admin.GetAsync(Styles + "?progressNode=样衣制作中")).Data.GetProperty("total").GetInt32());
        Assert.Equal(0, (await tenant.Admin.GetAsync(Styles + "?progressNode=样衣完成")).Data.GetProperty("total").GetInt32());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_copy_has_the_parts_and_a_style_in_use_is_not_deleted(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var (_, path) = await NewAsync(tenant, "C-1");
        await tenant.Admin.PutAsync(path + "/sizes", new { items = new[] { new { part = "胸围", size = "M", value = 96.5 }, new { part = "胸围", size = "L", value = 100.0 } } });
        Assert.Equal(["items[1]"], Fields(await tenant.Admin.PutAsync(path + "/sizes", new { items = new[] { new { part = "胸围", size = "M", value = 1 }, new { part = "胸围", size = "M", value = 2 } } })));

        var copy = await tenant.Admin.PostAsync(path + "/copy", new { styleNo = "C-2" });
        Assert.Equal(200, copy.Status);
        Assert.Equal("STYLE_NO_TAKEN", (await tenant.Admin.PostAsync(path + "/copy", new { styleNo = "C-2" })).ErrorCode);
        var copied = (await tenant.Admin.GetAsync($"{Styles}/{copy.Data.GetProperty("id").GetInt64()}")).Data;
        Assert.Equal((2, 2, "连衣裙"), (copied.GetProperty("sizes").GetArrayLength(), copied.GetProperty("processes").GetArrayLength(), copied.GetProperty("styleName").GetString()));

        Assert.Equal(200, (await tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "C-1", orderQuantity = 5 })).Status);
        var refused = await tenant.Admin.DeleteAsync(path);
        Assert.Equal(("IN_USE", 400), (refused.ErrorCode, refused.Status));
        var copyPath = $"{Styles}/{copy.Data.GetProperty("id").GetInt64()}";
        Assert.Equal("STALE", (await tenant.Admin.DeleteAsync(copyPath, new { version = 9 })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.DeleteAsync(copyPath)).Status);
        Assert.Equal(404, (await tenant.Admin.GetAsync(copyPath)).Status);
        // The number is free again.
        Assert.Equal(200, (await tenant.Admin.PostAsync(path + "/copy", new { styleNo = "C-2" })).Status);

        Assert.Equal(200, (await tenant.Admin.PostAsync(path + "/disable")).Status);
        Assert.Equal("STATE", (await tenant.Admin.PostAsync(path + "/disable")).ErrorCode);
        var stranger = await Tenants.CreateAsync(tenant.Hub);
        Assert.Equal((404, 404, 404), ((await stranger.Admin.PostAsync(path + "/copy", new { styleNo = "X" })).Status, (await stranger.Admin.DeleteAsync(path)).Status,
            (await stranger.Admin.PutAsync(path + "/bom", new { items = Array.Empty<object>() })).Status));
        var viewer = await tenant.UserAsync("all", "MENU_STYLE_INFO");
        Assert.Equal(403, (await viewer.DeleteAsync(path)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_attachment_is_known_by_its_content_and_given_out_for_ten_minutes(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var (_, path) = await NewAsync(tenant, "A-1");
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. new byte[3000]];

        var first = await UploadAsync(tenant, path, "../../正面.png", png);
        var second = await UploadAsync(tenant, path, "正面.png", [.. png, 1]);
        Assert.Equal(("正面.png", 1, 2, "image/png"), (first.Data.GetProperty("fileName").GetString(), first.Data.GetProperty("fileVersion").GetInt32(),
            second.Data.GetProperty("fileVersion").GetInt32(), first.Data.GetProperty("contentType").GetString()));

        var link = first.Data.GetProperty("link").GetString()!;
        using var download = await hub.Http.GetAsync(link);
        Assert.Equal(png, await download.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "nosniff"), (download.Content.Headers.ContentDisposition!.DispositionType, download.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(404, (int)(await hub.Http.GetAsync(link[..^2] + "xx")).StatusCode);
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(404, (int)(await hub.Http.GetAsync(link)).StatusCode);

        // The newest picture is the style's, in the list and beside its parts.
        foreach (var cover in new[] { (await tenant.Admin.GetAsync(Styles)).Data.GetProperty("records")[0], (await tenant.Admin.GetAsync(path)).Data })
        {
            using var shown = await hub.Http.GetAsync(cover.GetProperty("coverLink").GetString());
            Assert.Equal([.. png, 1], await shown.Content.ReadAsByteArrayAsync());
        }
        Assert.Equal("VALIDATION", (await UploadAsync(tenant, path, "a.png", "<html><script>"u8.ToArray())).ErrorCode);
        Assert.Equal("VALIDATION", (await UploadAsync(tenant, path, "a.pdf", png)).ErrorCode);
        Assert.Equal("VALIDATION", (await UploadAsync(tenant, path, "a.png", [])).ErrorCode);
        Assert.Equal("TOO_LARGE", (await UploadAsync(tenant, path, "a.png", [.. png, .. new byte[10 * 1024 * 1024]])).ErrorCode);
        Assert.Equal(200, (await UploadAsync(tenant, path, "样板.dxf", Encoding.ASCII.GetBytes("  0\r\nSECTION\r\n  2\r\nHEADER\r\n"))).Status);

        var stranger = await Tenants.CreateAsync(hub);
        Assert.Equal(404, (await UploadAsync(stranger, path, "a.png", png)).Status);
        var id = second.Data.GetProperty("id").GetInt64();
        Assert.Equal(404, (await stranger.Admin.DeleteAsync($"{path}/attachments/{id}")).Status);
        Assert.Equal(200, (await tenant.Admin.DeleteAsync($"{path}/attachments/{id}")).Status);
        Assert.Equal(2, (await tenant.Admin.GetAsync(path)).Data.GetProperty("attachments").GetArrayLength());
        Assert.Equal(3, (await UploadAsync(tenant, path, "正面.png", png)).Data.GetProperty("fileVersion").GetInt32());
    }

    private static async Task<(long Id, string Path)> NewAsync(TestTenant tenant, string styleNo)
    {
        var made = await tenant.Admin.PostAsync(Styles, new
        {
            styleNo, styleName = "连衣裙", category = "裙", price = 88, designer = "阿梅", deliveryDate = "2026-03-01",
            processes = new[] { new { processName = "裁剪", price = 2.5 }, new { processName = "合缝", price = 3.5 } },
        });
        Assert.True(made.Status == 200, made.Text);
        var id = made.Data.GetProperty("id").GetInt64();
        return (id, $"{Styles}/{id}");
    }

    private static Task<decimal?> QuotedAsync(TestTenant tenant, long styleId) =>
        tenant.InAsync(services => services.GetRequiredService<HubDbContext>().QuotedPriceAsync(styleId, CancellationToken.None));

    private static List<string> Fields(ConsoleAnswer answer) => [.. answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];

    private static async Task<ConsoleAnswer> UploadAsync(TestTenant tenant, string path, string name, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/attachments?fileName={Uri.EscapeDataString(name)}&kind=图片") { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", tenant.Admin.Token);
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var response = await tenant.Hub.Http.SendAsync(request);
        return await ConsoleClient.ReadAsync(response);
    }
}
