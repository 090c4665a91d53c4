using Microsoft.EntityFrameworkCore;
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
        return result.IsRefused(out var refusal) ? refusal : await ListStyles.RowAsync(result.Value, context, db, ct);
    }

    public static Task<Answer<StyleRow>> UpdateAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var content = Read(fields);
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            style.Describe(content);
            db.NoteStyle(id, "EDIT", actor, clock.UtcNow());
            return null;
        }, ct);
    }

    public static Task<Answer<StyleRow>> EnableAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        SwitchAsync(id, true, fields, context, db, actor, clock, ct);

    public static Task<Answer<StyleRow>> DisableAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        SwitchAsync(id, false, fields, context, db, actor, clock, ct);

    private static Task<Answer<StyleRow>> SwitchAsync(
        long id, bool enabled, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            if (style.IsEnabled == enabled)
            {
                return StyleErrors.AlreadySwitched.With(style.StyleNo, enabled ? "启用" : "停用");
            }
            style.Switch(enabled);
            db.NoteStyle(style.Id, enabled ? "ENABLE" : "DISABLE", actor, clock.UtcNow());
            return null;
        }, ct);

    private static StyleContent Read(Fields fields) => ProductionFields.Style(fields, isNameRequired: true) with
    {
        Cover = fields.Text("cover", 500),
        Remark = fields.Text("remark", 500, multiline: true),
        Designer = fields.Text("designer", 64),
        PatternMaker = fields.Text("patternMaker", 64),
        PlateWorker = fields.Text("plateWorker", 64),
        Merchandiser = fields.Text("merchandiser", 64),
        SampleQuantity = (int?)fields.Integer("sampleQuantity", 0, 100_000),
        DeliveryDate = fields.Date("deliveryDate"),
    };
}
