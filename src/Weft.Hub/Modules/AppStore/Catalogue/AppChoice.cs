using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>Which module a request means: <c>appId</c>, or <c>appCode</c> for scripts that know no ids.</summary>
internal static class AppChoice
{
    /// <summary>The id as given, or the id of the code; null with an error in <paramref name="fields"/> otherwise.</summary>
    public static async Task<long?> ReadAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var id = fields.Integer("appId", 1);
        var code = fields.Text("appCode", 64);
        if (code is null)
        {
            if (id is null && fields.Rejected is null)
            {
                fields.Fail("appId", "必填");
            }
            return id;
        }
        var found = await db.Set<StoreApp>().Where(a => a.AppCode == code).Select(a => (long?)a.Id).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            fields.Fail("appCode", $"“{code}”不是有效的应用");
        }
        else if (id is not null && id != found)
        {
            fields.Fail("appId", "与 appCode 不一致");
        }
        return found;
    }
}
