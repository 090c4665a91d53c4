using MudBlazor;

namespace Weft.Hub.Console.Layout;

/// <summary>The icons that pages name, so that a page's attribute needs no drawing.</summary>
public static class NavigationIcons
{
    public static string Of(string? name) => name switch
    {
        "dashboard" => Icons.Material.Outlined.SpaceDashboard,
        "style" => Icons.Material.Outlined.Checkroom,
        "order" => Icons.Material.Outlined.Assignment,
        "cut" => Icons.Material.Outlined.ContentCut,
        "inspect" => Icons.Material.Outlined.FactCheck,
        "stock" => Icons.Material.Outlined.Inventory2,
        "money" => Icons.Material.Outlined.AccountBalanceWallet,
        "people" => Icons.Material.Outlined.PeopleAlt,
        "role" => Icons.Material.Outlined.AdminPanelSettings,
        "factory" => Icons.Material.Outlined.Factory,
        "store" => Icons.Material.Outlined.Storefront,
        "profile" => Icons.Material.Outlined.AccountCircle,
        "approval" => Icons.Material.Outlined.HowToReg,
        "dict" => Icons.Material.Outlined.MenuBook,
        "log" => Icons.Material.Outlined.ReceiptLong,
        "tenant" => Icons.Material.Outlined.Apartment,
        "catalogue" => Icons.Material.Outlined.Category,
        "health" => Icons.Material.Outlined.MonitorHeart,
        "partner" => Icons.Material.Outlined.Handshake,
        "partneruser" => Icons.Material.Outlined.ManageAccounts,
        "request" => Icons.Material.Outlined.SyncAlt,
        "document" => Icons.Material.Outlined.Description,
        "handout" => Icons.Material.Outlined.Outbox,
        "receipt" => Icons.Material.Outlined.LocalShipping,
        "run" => Icons.Material.Outlined.Schedule,
        "master" => Icons.Material.Outlined.Dataset,
        "reference" => Icons.Material.Outlined.Api,
        "apps" => Icons.Material.Outlined.Hub,
        _ => Icons.Material.Outlined.Circle,
    };
}
