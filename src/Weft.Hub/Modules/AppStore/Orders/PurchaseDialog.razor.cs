using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>购买 (console-pages 3): the contact form that becomes an order; every rule is the server's.</summary>
public sealed partial class PurchaseDialog
{
    private const string Monthly = "MONTHLY";
    private const string Yearly = "YEARLY";
    private const string Once = "PERPETUAL";

    private static readonly DialogOptions Options = new() { BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = MaxWidth.Small, FullWidth = true };

    private string? shown;
    private string type = Yearly;
    private int? users = 1;
    private string? contact;
    private string? phone;
    private string? email;
    private string? company;
    private bool renews = true;
    private long? credential;
    private bool invoice;
    private string? invoiceTitle;
    private string? taxNo;
    private OrderAnswer? placed;

    /// <summary>What is bought; null closes the dialog.</summary>
    [Parameter, EditorRequired]
    public StoreAppAnswer? App { get; set; }

    [Parameter]
    public MyAppAnswer? Own { get; set; }

    [Parameter, EditorRequired]
    public SignedInPerson Person { get; set; } = null!;

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    private string Name => App is null ? "" : T.Word("app", App.AppName);

    private decimal Price => type switch { Monthly => App!.PriceMonthly, Yearly => App!.PriceYearly, _ => App!.PriceOnce ?? 0 };

    protected override void OnParametersSet()
    {
        if (App?.AppCode == shown)
        {
            return;
        }
        shown = App?.AppCode;
        (placed, users, invoice, renews) = (null, App?.MinUsers ?? 1, false, Own is { Credentials.Length: > 0 });
        (contact, company) = (contact ?? Person.User.Name, company ?? Person.TenantName);
        credential = Own?.Credentials.FirstOrDefault()?.Id;
    }

    private async Task<Refusal?> PlaceAsync()
    {
        var answer = await Calls.RunAsync(["MENU_APP_STORE_BUY"], call => CreateOrder.HandleAsync(
            PageCalls.Form(new
            {
                appId = App!.Id, subscriptionType = type, userCount = users, contactName = Blank(contact), contactPhone = Blank(phone), contactEmail = Blank(email),
                companyName = Blank(company), invoiceRequired = invoice, invoiceTitle = invoice ? Blank(invoiceTitle) : null, invoiceTaxNo = invoice ? Blank(taxNo) : null,
                credentialMode = renews ? "RENEW_EXISTING" : "NEW_CREDENTIAL", tenantAppId = renews ? credential : null,
            }),
            call.Db, call.Get<PlaceAppOrder>(), call.Get<IPaymentGateway>(), call.Get<StoreTenant>(), call.Stopped));
        if (answer.Refusal is null)
        {
            // The form gives way to what was placed.
            placed = answer.Value;
            StateHasChanged();
        }
        return answer.Refusal;
    }

    private Task CloseAsync()
    {
        (shown, placed) = (null, null);
        return Closed.InvokeAsync();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
