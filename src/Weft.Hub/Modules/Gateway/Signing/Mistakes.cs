namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>The mistakes the doctor knows. Most of them were seen in the first implementation's three recipes (openapi-gateway 11, row 1) or are one default
/// setting of a common language away from the right one. <c>{0}</c> is what exactly was signed.</summary>
internal static class Mistakes
{
    // The timestamp
    public static readonly Mistake SecondsTimestamp = new("SECONDS_TIMESTAMP",
        "X-Timestamp 是秒，应为 13 位毫秒；请用毫秒时间戳并按同一文本重新签名。",
        "X-Timestamp is in seconds; send 13-digit milliseconds and sign the same text.");
    public static readonly Mistake TimestampFormat = new("TIMESTAMP_FORMAT",
        "X-Timestamp 不是 13 位 Unix 毫秒数；请改用毫秒整数并按同一文本重新签名。",
        "X-Timestamp is not a 13-digit number of Unix milliseconds; send that and sign the same text.");
    public static readonly Mistake OtherTimestampSigned = new("OTHER_TIMESTAMP_SIGNED",
        "签名用的时间戳是{0}，与 X-Timestamp 的文本不同；两处必须是同一个毫秒时间戳。",
        "The timestamp signed was {0} and differs from the text of X-Timestamp; use one millisecond timestamp in both places.");

    // The version
    public static readonly Mistake V2Required = new("V2_REQUIRED",
        "此应用要求 V2 签名，收到的是 V1；请加上 X-Signature-Version: 2 和 X-Nonce，并按 V2 签名串签名。",
        "This credential requires V2 signatures and got V1; send X-Signature-Version: 2 and X-Nonce, and sign the V2 message.");
    public static readonly Mistake V2HeaderMissing = new("V2_HEADER_MISSING",
        "按 V2 签名，但缺少请求头 X-Signature-Version: 2；请补上。",
        "Signed as V2, but the header X-Signature-Version: 2 is missing; add it.");
    public static readonly Mistake V1SignedAsV2 = new("V1_SIGNED_AS_V2",
        "X-Signature-Version 为 2，但签名串是 V1（appKey+时间戳+请求体）；请按 V2 的七行签名串签名，或去掉该请求头。",
        "X-Signature-Version says 2, but the V1 message was signed; sign the seven lines of V2, or drop the header.");

    // The text of the signature
    public static readonly Mistake UppercaseHex = new("UPPERCASE_HEX",
        "签名含大写十六进制字母；请全部改为小写。", "The signature has upper-case hex digits; use lower case only.");
    public static readonly Mistake SeparatedHex = new("SEPARATED_HEX",
        "签名的十六进制字节之间有分隔符；请去掉分隔符并用小写。", "The signature's hex bytes are separated; remove the separators and use lower case.");
    public static readonly Mistake Base64Signature = new("BASE64_SIGNATURE",
        "签名是 Base64；请改为 64 位小写十六进制。", "The signature is Base64; send 64 lower-case hex characters.");
    public static readonly Mistake Base64UrlSignature = new("BASE64URL_SIGNATURE",
        "签名是 Base64url；请改为 64 位小写十六进制。", "The signature is Base64url; send 64 lower-case hex characters.");
    public static readonly Mistake Base64OfHex = new("BASE64_OF_HEX",
        "签名是十六进制文本再做 Base64；请直接发送 64 位小写十六进制。", "The signature is the Base64 of the hex text; send the 64 lower-case hex characters themselves.");
    public static readonly Mistake SignaturePrefix = new("SIGNATURE_PREFIX",
        "签名前后有多余字符（如 sha256=、0x 或引号）；只保留 64 位小写十六进制。",
        "The signature has something around it (sha256=, 0x, quotes); send the 64 lower-case hex characters only.");

    // What was joined, and how
    public static readonly Mistake AppKeyNotSigned = new("APP_KEY_NOT_SIGNED",
        "签名串缺少 appKey；请以 appKey 开头。", "The message signed lacks the appKey; begin with it.");
    public static readonly Mistake TimestampNotSigned = new("TIMESTAMP_NOT_SIGNED",
        "签名串缺少时间戳；请把 X-Timestamp 的文本放入签名串。", "The message signed lacks the timestamp; put the text of X-Timestamp into it.");
    public static readonly Mistake OnlyBodySigned = new("ONLY_BODY_SIGNED",
        "只对请求体签名；签名串应为 appKey+时间戳+请求体。", "Only the body was signed; the message is appKey + timestamp + body.");
    public static readonly Mistake WrongOrder = new("WRONG_ORDER",
        "签名串的顺序是{0}；应为 appKey+时间戳+请求体。", "The parts were signed in the order {0}; the message is appKey + timestamp + body.");
    public static readonly Mistake Separators = new("SEPARATORS",
        "签名串各部分之间用了{0}；V1 各部分直接相连，V2 用单个换行符 LF。", "The parts were joined by {0}; V1 joins them directly, V2 by one line feed.");
    public static readonly Mistake TrailingSeparator = new("TRAILING_SEPARATOR",
        "V2 签名串末尾多了一个换行符；最后一行之后不加换行。", "The V2 message ends in a line feed; nothing follows its last line.");
    public static readonly Mistake BodyHashSigned = new("BODY_HASH_SIGNED",
        "签名串里放的是{0}；V1 应放原始请求体。", "The message holds {0}; V1 signs the raw body itself.");

    // The secret
    public static readonly Mistake PreviousSecret = new("PREVIOUS_SECRET",
        "使用了已失效的旧密钥；请换成重置后的新 appSecret。", "Signed with the previous secret, which is no longer valid; use the new appSecret.");
    public static readonly Mistake CallbackSecret = new("CALLBACK_SECRET",
        "使用了回调签名密钥（wh_ 开头）；调用接口请用 appSecret。", "Signed with the callback secret (wh_…); calls are signed with the appSecret.");
    public static readonly Mistake SecretWhitespace = new("SECRET_WHITESPACE",
        "密钥前后多了{0}；读取密钥后请去除首尾空白。", "The secret used has {0} around it; trim it after reading.");
    public static readonly Mistake SecretDecoded = new("SECRET_DECODED",
        "密钥被当作{0}解码后使用；请直接用密钥文本的 UTF-8 字节。", "The secret was decoded as {0}; use the UTF-8 bytes of its text.");
    public static readonly Mistake SecretEncoded = new("SECRET_ENCODED",
        "密钥先被转换为{0}再使用；请直接用密钥文本的 UTF-8 字节。", "The secret was turned into {0} first; use the UTF-8 bytes of its text.");
    public static readonly Mistake PlainHash = new("PLAIN_HASH",
        "用的是普通 SHA-256（{0}），不是 HMAC；请用 HMAC-SHA256，以 appSecret 为密钥。",
        "A plain SHA-256 ({0}) was sent, not an HMAC; use HMAC-SHA256 with the appSecret as its key.");
    public static readonly Mistake SwappedArguments = new("SWAPPED_ARGUMENTS",
        "HMAC 的密钥与数据两个参数颠倒了；密钥是 appSecret，数据是签名串。", "Key and data of the HMAC are swapped; the key is the appSecret, the data the message.");

    // The body
    public static readonly Mistake EmptyBodySigned = new("EMPTY_BODY_SIGNED",
        "签名时请求体为空，但实际发送了请求体；请对实际发送的字节签名。", "An empty body was signed, but one was sent; sign the bytes that are sent.");
    public static readonly Mistake BodyNotSent = new("BODY_NOT_SENT",
        "签名串含请求体 {0}，但实际没有发送请求体；没有请求体时按空字符串签名。", "The body {0} was signed, but none was sent; without a body sign the empty string.");
    public static readonly Mistake TrailingNewline = new("TRAILING_NEWLINE",
        "签名的请求体与发送的结尾不同：签名的{0}；请对实际发送的字节签名。", "The body signed and the body sent end differently: what was signed {0}; sign the bytes that are sent.");
    public static readonly Mistake ByteOrderMark = new("BYTE_ORDER_MARK",
        "签名的请求体与发送的开头不同：签名的{0}；请去掉 BOM 并对实际发送的字节签名。",
        "The body signed and the body sent begin differently: what was signed {0}; send none and sign the bytes that are sent.");
    public static readonly Mistake SurroundingWhitespace = TrailingNewline with
    {
        Token = "SURROUNDING_WHITESPACE",
        Chinese = "签名的请求体去掉了首尾空白，发送的没有；请对实际发送的字节签名。",
        English = "The body was trimmed before it was signed, but not before it was sent; sign the bytes that are sent.",
    };
    public static readonly Mistake LineEndings = new("LINE_ENDINGS",
        "签名的请求体换行符为{0}，与发送的不同；请对实际发送的字节签名。", "The body was signed with {0} line ends, but sent with others; sign the bytes that are sent.");
    public static readonly Mistake OtherEncoding = new("OTHER_ENCODING",
        "签名的请求体编码是 {0}，与发送的不同；请统一用 UTF-8 字节签名并发送。", "The body was signed in {0} but sent in another encoding; sign and send UTF-8.");
    public static readonly Mistake JsonCompact = new("JSON_COMPACT",
        "签名的是重新序列化的 JSON（{0}），与发送的不同；请先生成字节，再对同一份字节签名并发送。",
        "What was signed is the JSON serialised again ({0}), not what was sent; make the bytes once, sign them and send them.");
    public static readonly Mistake JsonIndented = JsonCompact with { Token = "JSON_INDENTED" };
    public static readonly Mistake JsonSpaced = JsonCompact with { Token = "JSON_SPACED" };
    public static readonly Mistake JsonSorted = JsonCompact with { Token = "JSON_SORTED" };
    public static readonly Mistake JsonEscaped = JsonCompact with { Token = "JSON_ESCAPED" };
    public static readonly Mistake JsonUnescaped = JsonCompact with { Token = "JSON_UNESCAPED" };

    // The lines of V2
    public static readonly Mistake QueryNotSigned = new("QUERY_NOT_SIGNED",
        "V2 签名串缺少查询字符串；请放入 URL 中 ? 之后的原文。", "The V2 message lacks the query; put the text after the question mark into it.");
    public static readonly Mistake QueryForm = new("QUERY_FORM",
        "V2 签名串的查询字符串{0}；应为 URL 中 ? 之后的原文。", "The query in the V2 message {0}; it is the text after the question mark as sent.");
    public static readonly Mistake PathWithoutPrefix = new("PATH_WITHOUT_PREFIX",
        "V2 签名串的路径缺少 /openapi/v1 前缀；请用完整路径。", "The path in the V2 message lacks /openapi/v1; use the whole path.");
    public static readonly Mistake PathWithHost = new("PATH_WITH_HOST",
        "V2 签名串的路径带了域名；只用以 / 开头的路径。", "The path in the V2 message carries the host; use the path only.");
    public static readonly Mistake PathForm = new("PATH_FORM",
        "V2 签名串的路径{0}；应为请求行中的路径原文。", "The path in the V2 message {0}; it is the path of the request line as sent.");
    public static readonly Mistake MethodCase = new("METHOD_CASE",
        "V2 签名串的 HTTP 方法应为大写。", "The method in the V2 message is upper case.");
    public static readonly Mistake MethodNotSigned = new("METHOD_NOT_SIGNED",
        "V2 签名串缺少 HTTP 方法一行。", "The V2 message lacks the line of the method.");
    public static readonly Mistake BodyHashForm = new("BODY_HASH_FORM",
        "V2 签名串最后一行是{0}；应为请求体 SHA-256 的小写十六进制。", "The last line of the V2 message is {0}; it is the lower-case hex SHA-256 of the body.");
    public static readonly Mistake NonceMissing = new("NONCE_MISSING",
        "V2 签名缺少请求头 X-Nonce；请为每次调用生成新的 8–64 位 nonce，并作为签名串的第六行。",
        "The header X-Nonce is missing; V2 needs a new nonce of 8 to 64 characters for every call, and it is the sixth line.");
    public static readonly Mistake NonceNotSigned = new("NONCE_NOT_SIGNED",
        "V2 签名串缺少 nonce；请把 X-Nonce 的值作为签名串的第六行。", "The V2 message lacks the nonce; the value of X-Nonce is its sixth line.");
}
