using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>An order that a tenant's administrator places by the API.</summary>
internal static class ConsoleOrder
{
    public static async Task<string> PlaceAsync(TestTenant tenant, string styleNo = "FZ2024001", int quantity = 500)
    {
        var placed = await tenant.Admin.PostAsync("/api/production/orders", new { styleNo, styleName = "女士风衣", orderQuantity = quantity });
        return placed.Status == 200 ? placed.Data.GetProperty("orderNo").GetString()! : throw new InvalidOperationException(placed.Text);
    }
}
