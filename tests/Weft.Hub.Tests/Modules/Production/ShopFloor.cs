using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production;

/// <summary>A tenant's factory, driven by the console's API.</summary>
internal sealed record ShopFloor(TestTenant Tenant)
{
    public const string OrdersApi = "/api/production/orders";
    public const string Tasks = "/api/production/cutting/tasks";
    public const string Scans = "/api/production/scans";
    public const string Inspections = "/api/warehousing/inspections";
    public const string Repairs = "/api/warehousing/repairs";

    /// <summary>A small picture of a skirt.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAABgAAAAgCAIAAACHPC9vAAAARElEQVR42mP4SiXAMNIMOmEThR+NdIMImoLVrBFkEJGmYJo1UgwiyRQ0s0aEQWSYgmzW8DeIbFPgZg1zgyg0BYKGsUEAe5HRcJ0GBJ4AAAAASUVORK5CYII=");

    public ConsoleClient Admin => Tenant.Admin;

    public static async Task<ShopFloor> OpenAsync(string provider) => new(await Tenants.CreateAsync(await TestHub.SharedAsync(provider)));

    public static JsonElement Ok(ConsoleAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    public static (int Status, string? Code, string Message) Said(ConsoleAnswer answer) => (answer.Status, answer.ErrorCode, answer.Message);

    public static List<string?> ErrorFields(ConsoleAnswer answer)
    {
        Assert.Equal("VALIDATION", answer.ErrorCode);
        return [.. answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString())];
    }

    /// <summary>An order over the given pieces of 红/S, and as many of 蓝/M when asked for.</summary>
    public async Task<string> OrderAsync(int quantity = 40, int blue = 0, bool withProcesses = false, bool open = false, string? style = null)
    {
        var styleNo = style ?? "F" + Guid.NewGuid().ToString("N")[..8];
        if (withProcesses)
        {
            object Process(string code, string name, string stage) => new { processCode = code, processName = name, progressStage = stage, price = 1.5 };
            Ok(await Admin.PostAsync("/api/production/styles", new
            {
                styleNo, styleName = "连衣裙", category = "连衣裙",
                processes = new[] { Process("P01", "裁剪", "裁剪"), Process("P02", "合缝", "车缝"), Process("P03", "锁边", "车缝"), Process("P05", "包装", "尾部") },
            }));
        }
        List<object> lines = [new { color = "红", size = "S", quantity }];
        if (blue > 0)
        {
            lines.Add(new { color = "蓝", size = "M", quantity = blue });
        }
        var made = await Admin.PostAsync(OrdersApi, open ? new { styleNo, orderQuantity = quantity } : (object)new { styleNo, lines });
        return Ok(made).GetProperty("orderNo").GetString()!;
    }

    public Task<ConsoleAnswer> TakeAsync(string orderNo, ConsoleClient? by = null) => (by ?? Admin).PostAsync($"{Tasks}/{orderNo}/receive");

    public Task<ConsoleAnswer> GenerateAsync(string orderNo, params (string Color, string Size, int Quantity)[] rows) =>
        Admin.PostAsync($"{Tasks}/{orderNo}/bundles", new { rows = rows.Select(r => new { color = r.Color, size = r.Size, quantity = r.Quantity }) });

    /// <summary>Takes the task and cuts bundles of 红/S; answers their ids.</summary>
    public async Task<long[]> CutAsync(string orderNo, params int[] quantities)
    {
        Ok(await TakeAsync(orderNo));
        var cut = Ok(await GenerateAsync(orderNo, [.. quantities.Select(q => ("红", "S", q))]));
        return [.. cut.GetProperty("bundles").EnumerateArray().Select(b => b.GetProperty("bundleId").GetInt64())];
    }

    public async Task<(string OrderNo, long[] Bundles)> CutOrderAsync(params int[] quantities)
    {
        var orderNo = await OrderAsync(quantities.Sum());
        return (orderNo, await CutAsync(orderNo, quantities));
    }

    public Task<ConsoleAnswer> InspectAsync(object body, ConsoleClient? by = null) => (by ?? Admin).PostAsync(Inspections, body);

    /// <summary>Inspects one bundle.</summary>
    public Task<ConsoleAnswer> InspectAsync(
        long bundleId, int qualified, int unqualified = 0, string? handling = null, bool recheck = false, string? warehouse = null) => InspectAsync(new
        {
            bundleId, inspectedQuantity = qualified + unqualified, qualifiedQuantity = qualified, unqualifiedQuantity = unqualified, recheck, warehouse,
            defectCategory = unqualified > 0 ? "size_accuracy" : null, defectHandling = unqualified > 0 ? handling ?? "返修" : null,
        });

    public static async Task<long> RecordAsync(Task<ConsoleAnswer> inspection) => Ok(await inspection).GetProperty("records")[0].GetInt64();

    public Task<ConsoleAnswer> ReverseAsync(long record) => Admin.PostAsync($"{Inspections}/{record}/reverse", new { reason = "录错" });

    /// <summary>Ships pieces of 红/S to the customer.</summary>
    public Task<ConsoleAnswer> ShipAsync(string orderNo, int quantity, ConsoleClient? by = null) => (by ?? Admin).PostAsync("/api/warehousing/outstocks", new
    {
        outstockType = "shipment", orderNo, customerName = "某客户", items = new[] { new { color = "红", size = "S", quantity } },
    });

    /// <summary>Uploads the picture; answers its name for an inspection.</summary>
    public async Task<string> ImageAsync() => Ok(await UploadAsync("/api/warehousing/images", Picture)).GetProperty("image").GetString()!;

    public async Task<ConsoleAnswer> UploadAsync(string path, byte[] content, ConsoleClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", (by ?? Admin).Token);
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var response = await Tenant.Hub.Http.SendAsync(request);
        return await ConsoleClient.ReadAsync(response);
    }

    public Task<ConsoleAnswer> WarehouseAsync(params long[] ids) => Admin.PostAsync(Inspections + "/warehouse", new { ids, warehouse = "A仓" });

    public Task<T> WithDbAsync<T>(Func<HubDbContext, Task<T>> work) => Tenant.InAsync(services => work(services.GetRequiredService<HubDbContext>()));

    public Task<ProductionOrder> ReadOrderAsync(string orderNo) => WithDbAsync(db => db.Set<ProductionOrder>().AsNoTracking().SingleAsync(o => o.OrderNo == orderNo));

    public Task<CuttingBundle> ReadBundleAsync(long id) => WithDbAsync(db => db.Set<CuttingBundle>().AsNoTracking().SingleAsync(b => b.Id == id));

    public Task<List<Warehousing>> RecordsAsync() => WithDbAsync(db => db.Set<Warehousing>().AsNoTracking().OrderBy(w => w.Id).ToListAsync());

    /// <summary>Stock, defects and the sum of the movements, over all SKUs of the tenant.</summary>
    public Task<(int Stock, int Defects, int Moved)> StockAsync() => WithDbAsync(async db => (
        await db.Set<ProductSku>().SumAsync(s => s.StockQuantity), await db.Set<ProductSku>().SumAsync(s => s.DefectQuantity),
        await db.Set<StockMovement>().SumAsync(m => m.Delta)));

    /// <summary>Events of that name that were raised; the relay may have passed them on, so ask before it runs.</summary>
    public Task<List<string>> EventsAsync(string name) => WithDbAsync(db =>
        db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Type == name).OrderBy(m => m.Id).Select(m => m.Payload).ToListAsync());

    public async Task SetAsync(object settings)
    {
        var version = Ok(await Admin.GetAsync("/api/system/tenant-settings")).GetProperty("version").GetInt32();
        var body = JsonSerializer.SerializeToNode(settings)!.AsObject();
        body["version"] = version;
        Ok(await Admin.PutAsync("/api/system/tenant-settings", body));
    }
}
