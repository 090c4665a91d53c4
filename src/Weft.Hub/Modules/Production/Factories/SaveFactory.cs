using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
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
    /// <summary>What the operation log calls a factory.</summary>
    public const string Target = "Factory";

    public static async Task<Answer<FactoryRow>> CreateAsync(Fields fields, HttpContext context, RegisterFactories register, HubDbContext db, Audit audit, CancellationToken ct)
    {
        // A factory's account knows of no other factory, so it makes none.
        if (context.User().FactoryId is not null)
        {
            return CommonErrors.Forbidden;
        }
        var content = Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var time = TenantTime.For(context.User().TimeZone);
        Result<long> result;
        try
        {
            result = await db.UnitAsync(async () =>
            {
                var registered = (await register.ExecuteAsync([content], time, ct))[0];
                if (!registered.IsRefused(out _))
                {
                    audit.Record(new AuditEntry("Production", "CreateFactory", Target, registered.Value, content.FactoryName) { After = content });
                }
                return registered;
            }, ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            result = ProductionErrors.FactoryNameTaken.With(content.FactoryName);
        }
        return result.IsRefused(out var refusal) ? refusal : await ListFactories.ReadAsync(result.Value, context, db, ct);
    }

    public static async Task<Answer<FactoryRow>> UpdateAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var content = Read(fields);
        try
        {
            return Row(await ChangeAsync(id, fields, context, db, factory =>
            {
                var before = Content(factory);
                factory.Describe(content);
                audit.Record(Entry("UpdateFactory", factory) with { Before = before, After = Content(factory) });
            }, ct), context);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return ProductionErrors.FactoryNameTaken.With($"{content.FactoryName} / {content.FactoryCode}");
        }
    }

    public static Task<Answer<FactoryRow>> ActivateAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct) =>
        SwitchAsync(id, active: true, "EnableFactory", fields, context, db, audit, ct);

    public static Task<Answer<FactoryRow>> DeactivateAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct) =>
        SwitchAsync(id, active: false, "DisableFactory", fields, context, db, audit, ct);

    /// <summary>Refused while orders that are not final are made there (console-pages 11).</summary>
    public static async Task<Answer<FactoryRow>> DeleteAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct)
    {
        if (await ListFactories.Within(db, context.User()).AnyAsync(f => f.Id == id, ct)
            && await db.Set<ProductionOrder>().CountAsync(o => o.FactoryId == id && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production), ct) is > 0 and var open)
        {
            return FactoryInUse.With(open);
        }
        return Row(await ChangeAsync(id, fields, context, db, factory =>
        {
            factory.Delete(db.Clock.UtcNow());
            audit.Record(Entry("DeleteFactory", factory) with { Before = Content(factory) });
        }, ct), context);
    }

    private static readonly Refusal FactoryInUse = new("IN_USE", RefusalKind.State, "加工厂还有 {0} 个未完成的生产订单，不能删除；可以停用");

    public static AuditEntry Entry(string operation, Factory factory) => new("Production", operation, Target, factory.Id, factory.FactoryName);

    /// <summary>Changes a factory within the caller's reach, when it is still as he saw it.</summary>
    public static async Task<Result<Factory>> ChangeAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, Action<Factory> change, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync<Factory>(async () =>
        {
            var factory = await ListFactories.Within(db, context.User()).FirstOrDefaultAsync(f => f.Id == id, ct);
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
    }

    private static async Task<Answer<FactoryRow>> SwitchAsync(
        long id, bool active, string operation, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct) =>
        Row(await ChangeAsync(id, fields, context, db, factory =>
        {
            factory.Switch(active);
            audit.Record(Entry(operation, factory));
        }, ct), context);

    private static Answer<FactoryRow> Row(Result<Factory> result, HttpContext context) =>
        result.IsRefused(out var refusal) ? refusal : FactoryRow.Of(result.Value, TenantTime.For(context.User().TimeZone));

    private static FactoryContent Content(Factory f) => new()
    {
        FactoryCode = f.FactoryCode, FactoryName = f.FactoryName, FactoryType = f.FactoryType, SupplierType = f.SupplierType, ContactPerson = f.ContactPerson, ContactPhone = f.ContactPhone,
        Address = f.Address, DailyCapacity = f.DailyCapacity,
    };

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
