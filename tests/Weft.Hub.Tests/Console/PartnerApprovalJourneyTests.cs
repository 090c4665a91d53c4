using Microsoft.Playwright;
using Weft.Hub.Tests.Modules.PartnerApi;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Documents of partners that somebody of the tenant approves, in a browser.</summary>
public sealed class PartnerApprovalJourneyTests
{
    [Fact]
    public async Task A_kind_is_put_under_approval_and_a_document_of_it_is_approved_and_reversed()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var partner = await PartnerOf.StartAsync("sqlite");
        var page = await Browser.OpenAsync(partner.Hub);
        await Browser.SignInAsync(page, partner.Tenant.AdminName, TestTenant.Password, "/partner/documents");
        await page.GetByTestId("approvals").ClickAsync();
        await page.GetByTestId("approval-170").CheckAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("approval-170")).ToHaveCountAsync(0);

        var made = await partner.CallAsync(PartnerOf.CreateF, PartnerOf.Request(PartnerOf.NewId(), PartnerOf.Document("WMS-9", "12")));
        var number = made.Doc().GetProperty("docNoHVS").GetString()!;
        await page.GotoAsync("/dashboard");
        await page.GetByTestId("dashboard-partner").GetByText("待批单据").ClickAsync();
        await page.GetByTestId("document-open").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(number);
        Assert.Equal(0m, await partner.StockAsync());
        await page.GetByTestId("document-approve").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("document-reverse")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("+12");
        Assert.Equal(12m, await partner.StockAsync());

        await page.GetByTestId("document-reverse").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error").First).ToBeVisibleAsync();
        await page.GetByTestId("reason").FillAsync("对方重复发送");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-head")).ToContainTextAsync("反冲");
        Assert.Equal(0m, await partner.StockAsync());
        await Assertions.Expect(page.GetByTestId("document-reverse")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }
}
