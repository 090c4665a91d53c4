using System.Globalization;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>Every known way of joining the parts of the message wrongly, one row each.</summary>
internal static class RecipeEdits
{
    private static readonly string[] PathPrefixes = ["/openapi/v1", "/openapi"];

    private static readonly (string Text, bool Common, string Chinese, string English)[] V1Separators =
    [
        ("\n", true, "换行符", "line feeds"),
        (":", true, "冒号", "colons"),
        (".", true, "点号", "dots"),
        ("&", true, "& 号", "ampersands"),
        ("\r\n", false, "回车换行", "CR LF"),
        ("|", false, "竖线", "vertical bars"),
        (",", false, "逗号", "commas"),
        (" ", false, "空格", "spaces"),
        ("-", false, "连字符", "hyphens"),
        ("_", false, "下划线", "underscores"),
    ];

    private static readonly (string Text, string Chinese, string English)[] V2Separators =
    [
        ("\r\n", "回车换行", "CR LF"),
        // A backslash and an n: single-quoted strings of PHP and the shell.
        ("\\n", "反斜杠加字母 n", "a backslash and the letter n"),
        ("", "空串", "nothing"),
        ("|", "竖线", "vertical bars"),
        ("&", "& 号", "ampersands"),
        (":", "冒号", "colons"),
    ];

    public static IEnumerable<RecipeEdit> ForV1(SignatureAttempt attempt)
    {
        yield return new(Slots.Order, true, Mistakes.AppKeyNotSigned, recipe => recipe.Without(Part.AppKey));
        foreach (var (text, common, chinese, english) in V1Separators)
        {
            var mistake = Mistakes.Separators.With(chinese, english);
            yield return new(Slots.Separator, common, mistake, recipe => recipe with { Separator = text });
            if (attempt.Body.IsEmpty)
            {
                // Without a body some join two parts and some three, the last of them empty.
                yield return new(Slots.Separator | Slots.Body, common, mistake, recipe => recipe.Without(Part.Body) with { Separator = text });
            }
        }

        yield return new(Slots.Body, true, Mistakes.BodyHashSigned.With("请求体的 SHA-256 小写十六进制", "the lower-case hex SHA-256 of the body"),
            recipe => recipe with { BodyAs = BodyAs.HashHex });
        yield return new(Slots.Body, false, Mistakes.BodyHashSigned.With("请求体的 SHA-256 大写十六进制", "the upper-case hex SHA-256 of the body"),
            recipe => recipe with { BodyAs = BodyAs.HashUpperHex });
        yield return new(Slots.Body, false, Mistakes.BodyHashSigned.With("请求体的 SHA-256 的 Base64", "the Base64 SHA-256 of the body"),
            recipe => recipe with { BodyAs = BodyAs.HashBase64 });
        yield return new(Slots.Body, false, Mistakes.BodyHashSigned.With("请求体的 Base64", "the Base64 of the body"),
            recipe => recipe with { BodyAs = BodyAs.Base64 });
        yield return new(Slots.Order, false, Mistakes.TimestampNotSigned, recipe => recipe.Without(Part.Timestamp));
        yield return new(Slots.Order, false, Mistakes.OnlyBodySigned, recipe => recipe with { Order = [Part.Body] });
        yield return new(Slots.Order, false, Mistakes.WrongOrder.With("时间戳+appKey+请求体", "timestamp + appKey + body"),
            recipe => recipe with { Order = [Part.Timestamp, Part.AppKey, Part.Body] });
        yield return new(Slots.Order, false, Mistakes.WrongOrder.With("appKey+请求体+时间戳", "appKey + body + timestamp"),
            recipe => recipe with { Order = [Part.AppKey, Part.Body, Part.Timestamp] });
        yield return new(Slots.Order, false, Mistakes.WrongOrder.With("请求体+时间戳+appKey", "body + timestamp + appKey"),
            recipe => recipe with { Order = [Part.Body, Part.Timestamp, Part.AppKey] });
        foreach (var edit in OtherTimestamp(attempt))
        {
            yield return edit;
        }
    }

    public static IEnumerable<RecipeEdit> ForV2(SignatureAttempt attempt)
    {
        foreach (var edit in Query(attempt).Concat(Path(attempt)).Concat(OtherTimestamp(attempt)))
        {
            yield return edit;
        }

        yield return new(Slots.Method, true, Mistakes.MethodCase, recipe => recipe with { Method = recipe.Method.ToLowerInvariant() });
        yield return new(Slots.Method, false, Mistakes.MethodNotSigned, recipe => recipe.Without(Part.Method));
        yield return new(Slots.Body, true, Mistakes.BodyHashForm.With("大写十六进制的哈希", "the upper-case hex hash"),
            recipe => recipe with { BodyAs = BodyAs.HashUpperHex });
        yield return new(Slots.Body, true, Mistakes.BodyHashForm.With("请求体本身", "the body itself"), recipe => recipe with { BodyAs = BodyAs.Raw });
        yield return new(Slots.Body, false, Mistakes.BodyHashForm.With("Base64 的哈希", "the Base64 hash"), recipe => recipe with { BodyAs = BodyAs.HashBase64 });
        yield return new(Slots.Nonce, true, Mistakes.NonceNotSigned, recipe => recipe.Without(Part.Nonce));
        yield return new(Slots.Nonce, false, Mistakes.NonceNotSigned, recipe => recipe with { Nonce = "" });
        yield return new(Slots.Order, false, Mistakes.AppKeyNotSigned, recipe => recipe.Without(Part.AppKey));
        yield return new(Slots.Order, false, Mistakes.TimestampNotSigned, recipe => recipe.Without(Part.Timestamp));
        yield return new(Slots.Tail, false, Mistakes.TrailingSeparator, recipe => recipe with { Tail = "\n" });
        foreach (var (text, chinese, english) in V2Separators)
        {
            yield return new(Slots.Separator, false, Mistakes.Separators.With(chinese, english), recipe => recipe with { Separator = text });
        }
    }

    private static IEnumerable<RecipeEdit> Query(SignatureAttempt attempt)
    {
        var query = attempt.RawQuery;
        yield return new(Slots.Query, query.Length > 0, Mistakes.QueryNotSigned, recipe => recipe.Without(Part.Query));
        if (query.Length == 0)
        {
            yield break;
        }

        yield return new(Slots.Query, true, Mistakes.QueryNotSigned, recipe => recipe with { Query = "" });
        yield return new(Slots.Query, false, Mistakes.QueryForm.With("带了问号", "carries the question mark"), recipe => recipe with { Query = "?" + query });
        yield return new(Slots.Query | Slots.Path, false, Mistakes.PathForm.With("带了查询字符串", "carries the query"),
            recipe => recipe with { Query = "", Path = $"{recipe.Path}?{query}" });
        var decoded = Uri.UnescapeDataString(query);
        if (decoded != query)
        {
            yield return new(Slots.Query, false, Mistakes.QueryForm.With("做了百分号解码", "is percent-decoded"), recipe => recipe with { Query = decoded });
        }

        var sorted = string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
        if (sorted != query)
        {
            yield return new(Slots.Query, false, Mistakes.QueryForm.With("做了排序", "is sorted"), recipe => recipe with { Query = sorted });
        }
    }

    private static IEnumerable<RecipeEdit> Path(SignatureAttempt attempt)
    {
        foreach (var prefix in PathPrefixes)
        {
            if (attempt.Path.StartsWith(prefix + "/", StringComparison.Ordinal))
            {
                yield return new(Slots.Path, true, Mistakes.PathWithoutPrefix, recipe => recipe with { Path = recipe.Path[prefix.Length..] });
            }
        }

        if (!string.IsNullOrEmpty(attempt.Host))
        {
            foreach (var scheme in (string[])["https://", "http://", ""])
            {
                yield return new(Slots.Path, scheme.Length > 0, Mistakes.PathWithHost, recipe => recipe with { Path = scheme + attempt.Host + recipe.Path });
            }
        }

        var decoded = Uri.UnescapeDataString(attempt.Path);
        if (decoded != attempt.Path)
        {
            yield return new(Slots.Path, false, Mistakes.PathForm.With("做了百分号解码", "is percent-decoded"), recipe => recipe with { Path = decoded });
        }

        yield return attempt.Path.EndsWith('/')
            ? new(Slots.Path, false, Mistakes.PathForm.With("少了结尾的斜杠", "lacks the slash at the end"), recipe => recipe with { Path = recipe.Path[..^1] })
            : new(Slots.Path, false, Mistakes.PathForm.With("多了结尾的斜杠", "has a slash more at the end"), recipe => recipe with { Path = recipe.Path + "/" });
    }

    // Header and message each made from a clock of their own, or one of them rounded.
    private static IEnumerable<RecipeEdit> OtherTimestamp(SignatureAttempt attempt)
    {
        if (!long.TryParse(attempt.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            yield break;
        }

        if (attempt.Timestamp.Length == 13)
        {
            yield return new(Slots.Timestamp, true, Mistakes.OtherTimestampSigned.With("秒", "in seconds"),
                recipe => recipe with { Timestamp = recipe.Timestamp[..10] });
        }
        else if (attempt.Timestamp.Length == 10)
        {
            yield return new(Slots.Timestamp, false, Mistakes.OtherTimestampSigned.With("毫秒", "in milliseconds"),
                recipe => recipe with { Timestamp = recipe.Timestamp + "000" });
        }
    }
}
