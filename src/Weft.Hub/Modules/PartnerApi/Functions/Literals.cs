namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>Texts that partners' programs compare byte for byte (scm-partner-api 9).</summary>
internal static class Literals
{
    public const string Success = "处理成功";
    public const string NoData = "No Data!";
    public const string Accepted = "异步处理提交成功";
    public const string Pending = "该请求还在处理中";

    /// <summary>The doubled 数据 is part of it.</summary>
    public const string DataError = "处理失败(请求数据数据错误导入失败)";
    public const string FormatError = "处理失败(请求数据格式错误解析失败) - ";
    public const string SystemError = "系统异常(请服务提供商联系)";
    public const string Duplicate = "RequestId重复";
    public const string ActionMessage = "[单据操作消息]";
    public const string PeriodClosed = "记账期间未打开";

    public static string Missing(string label) => "必须填写下列字段的内容：" + label;

    public static string NotFound(string thing) => thing + "不存在或没有访问权限";

    public static string TooLong(string label, int length) => $"{label}长度不能超过{length}";

    public static string TooFine(string label, int decimals) => $"{label}小数位数不能超过{decimals}";

    /// <summary>Joined as 9.3 says: each once, each followed by a half-width comma, the last one as well.</summary>
    public static string Joined(IEnumerable<string> messages) => Cut(string.Concat(messages.Distinct(StringComparer.Ordinal).Select(m => m + ",")), 2000);

    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }
        // Not through the middle of a character.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
