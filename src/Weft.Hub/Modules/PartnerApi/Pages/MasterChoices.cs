using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>One row that a form or a filter offers.</summary>
public sealed record MasterChoice(long Id, string Code, string Name);

/// <summary>What the forms of 协同基础数据 refer to: the first hundred of each, read as the lists read them.</summary>
internal static class MasterChoices
{
    public static Task<IReadOnlyList<MasterChoice>> OrganisationsAsync(PageCalls calls) => ReadAsync(
        calls, call => MasterSlices.OrganisationsAsync(Whole, call.Db, call.Stopped), o => new MasterChoice(o.Id, o.Code, o.Name));

    public static Task<IReadOnlyList<MasterChoice>> WarehousesAsync(PageCalls calls) => ReadAsync(
        calls, call => WarehouseSlices.ListAsync(Whole, call.Db, call.Get<DictEntries>(), call.Stopped), w => new MasterChoice(w.Id, w.Code, w.Name));

    public static Task<IReadOnlyList<MasterChoice>> EntriesAsync(PageCalls calls, string kind) => ReadAsync(
        calls, call => EntrySlices.ListAsync(PageCalls.Query("kind", kind), call.Db, call.Stopped), e => new MasterChoice(e.Id, e.Code, e.Name));

    private static Fields Whole => PageCalls.Form(new { size = PageRequest.MaxSize });

    private static async Task<IReadOnlyList<MasterChoice>> ReadAsync<T>(PageCalls calls, Func<PageCall, Task<Answer<PageOf<T>>>> read, Func<T, MasterChoice> choice)
    {
        var answer = await calls.RunAsync([PartnerPermissions.Master], read);
        return answer.Refusal is null ? [.. answer.Value.Records.Select(choice)] : [];
    }
}
