using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Exports;

internal static class ExportsErrors
{
    public static readonly Refusal NotFound = new("NOT_FOUND", RefusalKind.NotFound, "导出不存在，或已过期删除");
    public static readonly Refusal NoSuchList = new("NOT_FOUND", RefusalKind.NotFound, "该列表没有导出");
    public static readonly Refusal NotReady = new("STATE", RefusalKind.State, "导出还没有完成，请稍后再试");
    public static readonly Refusal Failed = new("STATE", RefusalKind.State, "导出失败：{0}");
    public static readonly Refusal TooMany = new("EXPORTS_BUSY", RefusalKind.TooMany, "您有 {0} 个导出还没有完成，请等待完成后再导出");
}
