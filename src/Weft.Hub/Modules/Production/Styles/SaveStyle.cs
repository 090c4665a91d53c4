using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>POST /api/production/styles, PUT /api/production/styles/{id}, and its two switches.</summary>
internal static class SaveStyle
{
    public static async Task<Answer<StyleRow>> CreateAsync(Fields fields, HttpContext context, RegisterStyles register, HubDbContext db, CancellationToken ct)
    {
        var styleNo = fields.Text("styleNo", 64, required: true) ?? "";
        var content = Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<long> result;
        try
        {
            result = await db.UnitAsync(async () => (await register.ExecuteAsync([(styleNo, content)], ct))[0], ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            result = ProductionErrors.StyleNoTaken.With(styleNo);
        }
        return result.IsRefused(out var refusal) ? refusal : await ListStyles.ReadAsync(result.Value, context, db, ct);
    }

    public static Task<Answer<StyleRow>> UpdateAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var content = Read(fields);
        return ChangeAsync(id, fields, context, db, style => style.Describe(content), ct);
    }

    public static Task<Answer<StyleRow>> EnableAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct) =>
        ChangeAsync(id, fields, context, db, style => style.Switch(enabled: true), ct);

    public static Task<Answer<StyleRow>> DisableAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct) =>
        ChangeAsync(id, fields, context, db, style => style.Switch(enabled: false), ct);

    private static async Task<Answer<StyleRow>> ChangeAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, Action<Style> change, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<Style>(async () =>
        {
            var style = await db.Set<Style>().Include(s => s.Processes).FirstOrDefaultAsync(s => s.Id == id, ct);
            if (style is null)
            {
                return ProductionErrors.StyleNotFound;
            }
            if (version is { } seen && seen != style.Version)
            {
                return CommonErrors.Stale;
            }
            change(style);
            return style;
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : StyleRow.Of(result.Value, TenantTime.For(context.User().TimeZone));
    }

    private static StyleContent Read(Fields fields) => ProductionFields.Style(fields, isNameRequired: true) with
    {
        Cover = fields.Text("cover", 500),
        Remark = fields.Text("remark", 500, multiline: true),
    };
}
