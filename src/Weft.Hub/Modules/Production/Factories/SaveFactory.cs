using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>What a person enters of a factory; the code may be left out and is made then. The version is for a change: the one that the person saw.</summary>
internal sealed record FactoryRequest(
    string? FactoryCode, string FactoryName, FactoryType? FactoryType, string? SupplierType, string? ContactPerson, string? ContactPhone, string? Address, int? DailyCapacity,
    int? Version);

/// <summary>POST /api/system/factories, PUT and DELETE /api/system/factories/{id}, and its two switches.</summary>
internal static class SaveFactory
{
    public static async Task<Answer<FactoryRow>> CreateAsync(Fields fields, HttpContext context, RegisterFactories register, HubDbContext db, CancellationToken ct)
    {
        var content = Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var time = TenantTime.For(context.User().TimeZone);
        Result<long> result;
        try
        {
            result = await db.UnitAsync(async () => (await register.ExecuteAsync([content], time, ct))[0], ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            result = ProductionErrors.FactoryNameTaken.With(content.FactoryName);
        }
        return result.IsRefused(out var refusal) ? refusal : await ListFactories.ReadAsync(result.Value, context, db, ct);
    }

    public static async Task<Answer<FactoryRow>> UpdateAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var content = Read(fields);
        try
        {
            return await ChangeAsync(id, fields, context, db, factory => factory.Describe(content), ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return ProductionErrors.FactoryNameTaken.With($"{content.FactoryName} / {content.FactoryCode}");
        }
    }

    public static Task<Answer<FactoryRow>> ActivateAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct) =>
        ChangeAsync(id, fields, context, db, factory => factory.Switch(active: true), ct);

    public static Task<Answer<FactoryRow>> DeactivateAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct) =>
        ChangeAsync(id, fields, context, db, factory => factory.Switch(active: false), ct);

    /// <summary>Refused while orders that are not final are made there (console-pages 11).</summary>
    public static async Task<Answer<FactoryRow>> DeleteAsync(long id, Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Set<ProductionOrder>().CountAsync(o => o.FactoryId == id && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production), ct) is > 0 and var open)
        {
            return FactoryInUse.With(open);
        }
        return await ChangeAsync(id, fields, context, db, factory => factory.Delete(clock.UtcNow()), ct);
    }

    private static readonly Refusal FactoryInUse = new("IN_USE", RefusalKind.State, "加工厂还有 {0} 个未完成的生产订单，不能删除；可以停用");

    private static async Task<Answer<FactoryRow>> ChangeAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, Action<Factory> change, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<Factory>(async () =>
        {
            var factory = await db.Set<Factory>().FirstOrDefaultAsync(f => f.Id == id, ct);
            if (factory is null)
            {
                return ProductionErrors.FactoryNotFound;
            }
            if (version is { } seen && seen != factory.Version)
            {
                return CommonErrors.Stale;
            }
            change(factory);
            return factory;
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : FactoryRow.Of(result.Value, TenantTime.For(context.User().TimeZone));
    }

    private static FactoryContent Read(Fields fields) => new()
    {
        FactoryCode = fields.Text("factoryCode", 32),
        FactoryName = fields.Text("factoryName", 100, required: true) ?? "",
        FactoryType = fields.OneOf("factoryType", false, "INTERNAL", "EXTERNAL") == "INTERNAL" ? FactoryType.Internal : FactoryType.External,
        SupplierType = fields.OneOf("supplierType", false, "OUTSOURCE", "MATERIAL"),
        ContactPerson = fields.Text("contactPerson", 64),
        ContactPhone = fields.Text("contactPhone", 32),
        Address = fields.Text("address", 200),
        DailyCapacity = (int?)fields.Integer("dailyCapacity", 0, 10_000_000),
    };
}
