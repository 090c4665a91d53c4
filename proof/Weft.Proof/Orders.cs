using System.Collections.Concurrent;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>Orders placed through the signed door.</summary>
internal static class Orders
{
    public const string CreatePath = "/openapi/v1/orders/create";

    /// <summary>The first code says what the tenant's styles are; any text is a style, so this need not be one of them.</summary>
    public static byte[] Body(string externalOrderNo, int quantity = 500) =>
        JsonSerializer.SerializeToUtf8Bytes(new { externalOrderNo, styleNo = "FZ2024001", quantity, colors = (string[])["红", "蓝"], sizes = (string[])["S", "M", "L"] }, JsonSerializerOptions.Web);

    /// <summary>Places so many orders and returns their numbers; each must be new.</summary>
    public static async Task<List<string>> PlaceAsync(SignedClient client, string prefix, int count, int workers = 32)
    {
        var numbers = new ConcurrentBag<string>();
        await Together.RunAsync(workers, [.. Enumerable.Range(0, count)], async (i, _) =>
        {
            var answer = await client.PostAsync(CreatePath, Body($"{prefix}-{i}"));
            if ((int)answer.Status != 200)
            {
                throw new InvalidOperationException($"An order was not placed: {(int)answer.Status} {answer.Text}");
            }
            numbers.Add(answer.Data.GetProperty("orderNo").GetString()!);
        });
        return [.. numbers.Order(StringComparer.Ordinal)];
    }
}
