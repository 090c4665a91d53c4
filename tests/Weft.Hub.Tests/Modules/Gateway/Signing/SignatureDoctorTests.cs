using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.Hub.Modules.Gateway.Signing;
using Xunit;
using static Weft.Hub.Tests.Modules.Gateway.Signing.WrongSignatures;

namespace Weft.Hub.Tests.Modules.Gateway.Signing;

public sealed class SignatureDoctorTests
{
    private const string Indented =
        "{\n  \"styleNo\": \"FZ/2024001\",\n  \"externalOrderNo\": \"ERP-002\",\n  \"quantity\": 500,\n"
        + "  \"colors\": [\n    \"红\",\n    \"蓝\"\n  ],\n  \"items\": [],\n  \"extra\": {}\n}";

    private const string Jackson =
        "{\n  \"styleNo\" : \"FZ/2024001\",\n  \"externalOrderNo\" : \"ERP-002\",\n  \"quantity\" : 500,\n"
        + "  \"colors\" : [ \"红\", \"蓝\" ],\n  \"items\" : [ ],\n  \"extra\" : { }\n}";

    private const string Sorted = """{"colors":["红","蓝"],"externalOrderNo":"ERP-002","extra":{},"items":[],"quantity":500,"styleNo":"FZ/2024001"}""";

    private static readonly string Escaped = Json.Replace("红", "\\u7ea2").Replace("蓝", "\\u84dd");

    private static readonly string Python = Json.Replace(",\"", ", \"").Replace(":", ": ");

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indenting = new() { WriteIndented = true };

    private static readonly JsonSerializerOptions IndentingRelaxed = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, (string Token, SignatureAttempt Sent)> Known = new()
    {
        ["seconds in header and message"] = ("SECONDS_TIMESTAMP", Sent(Sign(V1(timestamp: Seconds)), timestamp: Seconds)),
        ["seconds with a fraction"] = ("SECONDS_TIMESTAMP", Sent(Sign(V1(timestamp: "1770791400.25")), timestamp: "1770791400.25")),
        ["microseconds"] = ("TIMESTAMP_FORMAT", Sent(Sign(V1(timestamp: Ms + "000")), timestamp: Ms + "000")),
        ["a date as timestamp"] = ("TIMESTAMP_FORMAT", Sent(Sign(V1(timestamp: "20260211143000")), timestamp: "20260211143000")),
        ["milliseconds sent, seconds signed"] = ("OTHER_TIMESTAMP_SIGNED", Sent(Sign(V1(timestamp: Seconds)))),
        ["seconds sent, milliseconds signed"] = ("SECONDS_TIMESTAMP+OTHER_TIMESTAMP_SIGNED", Sent(Sign(V1()), timestamp: Seconds)),
        ["timestamp and body only"] = ("APP_KEY_NOT_SIGNED", Sent(Sign(Ms + Json))),
        ["key and body only"] = ("TIMESTAMP_NOT_SIGNED", Sent(Sign(AppKey + Json))),
        ["body only"] = ("ONLY_BODY_SIGNED", Sent(Sign(Json))),
        ["timestamp first"] = ("WRONG_ORDER", Sent(Sign(Ms + AppKey + Json))),
        ["body before timestamp"] = ("WRONG_ORDER", Sent(Sign(AppKey + Json + Ms))),
        ["body first"] = ("WRONG_ORDER", Sent(Sign(Json + Ms + AppKey))),
        ["line feeds between"] = ("SEPARATORS", Sent(Sign($"{AppKey}\n{Ms}\n{Json}"))),
        ["colons between"] = ("SEPARATORS", Sent(Sign($"{AppKey}:{Ms}:{Json}"))),
        ["dots between"] = ("SEPARATORS", Sent(Sign($"{AppKey}.{Ms}.{Json}"))),
        ["ampersands between"] = ("SEPARATORS", Sent(Sign($"{AppKey}&{Ms}&{Json}"))),
        ["a separator and no body"] = ("SEPARATORS", Sent(Sign($"{AppKey}\n{Ms}"), "")),
        ["separators and an empty body"] = ("SEPARATORS", Sent(Sign($"{AppKey}\n{Ms}\n"), "")),
        ["hash of the body"] = ("BODY_HASH_SIGNED", Sent(Sign(AppKey + Ms + Sha(Json)))),
        ["upper-case hash of the body"] = ("BODY_HASH_SIGNED", Sent(Sign(AppKey + Ms + Sha(Json).ToUpperInvariant()))),
        ["base64 of the body"] = ("BODY_HASH_SIGNED", Sent(Sign(AppKey + Ms + Convert.ToBase64String(Utf8(Json))))),

        ["upper-case hex"] = ("UPPERCASE_HEX", Sent(Sign(V1()).ToUpperInvariant())),
        ["BitConverter's hyphens"] = ("SEPARATED_HEX", Sent(BitConverter.ToString(Hmac(Secret, Utf8(V1()))))),
        ["base64"] = ("BASE64_SIGNATURE", Sent(Convert.ToBase64String(Hmac(Secret, Utf8(V1()))))),
        ["base64url"] = ("BASE64URL_SIGNATURE", Sent(Convert.ToBase64String(Hmac(Secret, Utf8(V1()))).TrimEnd('=').Replace('+', '-').Replace('/', '_'))),
        ["base64 of the hex"] = ("BASE64_OF_HEX", Sent(Convert.ToBase64String(Utf8(Sign(V1()))))),
        ["a prefix"] = ("SIGNATURE_PREFIX", Sent("sha256=" + Sign(V1()))),
        ["quotation marks"] = ("SIGNATURE_PREFIX", Sent($"\"{Sign(V1())}\"")),

        ["the previous secret"] = ("PREVIOUS_SECRET", Sent(Sign(V1(), Previous))),
        ["the callback secret"] = ("CALLBACK_SECRET", Sent(Sign(V1(), Callback))),
        ["the secret with a line feed"] = ("SECRET_WHITESPACE", Sent(Sign(V1(), Secret + "\n"))),
        ["the secret with CR LF"] = ("SECRET_WHITESPACE", Sent(Sign(V1(), Secret + "\r\n"))),
        ["the secret with a blank before"] = ("SECRET_WHITESPACE", Sent(Sign(V1(), " " + Secret))),
        ["the secret with a blank behind"] = ("SECRET_WHITESPACE", Sent(Sign(V1(), Secret + " "))),
        ["the secret with a byte order mark"] = ("SECRET_WHITESPACE", Sent(Sign(V1(), "\ufeff" + Secret))),
        ["the secret base64-decoded"] = ("SECRET_DECODED", Sent(Hex(HMACSHA256.HashData(Convert.FromBase64String(Secret), Utf8(V1()))))),
        ["the secret base64-encoded"] = ("SECRET_ENCODED", Sent(Sign(V1(), Convert.ToBase64String(Utf8(Secret))))),
        ["sha256 of secret and message"] = ("PLAIN_HASH", Sent(Sha(Secret + V1()))),
        ["sha256 of message and secret"] = ("PLAIN_HASH", Sent(Sha(V1() + Secret))),
        ["sha256 of secret, message, secret"] = ("PLAIN_HASH", Sent(Sha(Secret + V1() + Secret))),
        ["key and data swapped"] = ("SWAPPED_ARGUMENTS", Sent(Hex(Hmac(V1(), Utf8(Secret))))),

        ["empty body signed"] = ("EMPTY_BODY_SIGNED", Sent(Sign(V1("")))),
        ["empty object signed, nothing sent"] = ("BODY_NOT_SENT", Sent(Sign(V1("{}")), "")),
        ["query signed as body"] = ("BODY_NOT_SENT", Sent(Sign(V1("page=1&size=20")), "") with { Method = "GET", RawQuery = "page=1&size=20" }),
        ["line feed signed, not sent"] = ("TRAILING_NEWLINE", Sent(Sign(V1(Json + "\n")))),
        ["CR LF signed, not sent"] = ("TRAILING_NEWLINE", Sent(Sign(V1(Json + "\r\n")))),
        ["line feed sent, not signed"] = ("TRAILING_NEWLINE", Sent(Sign(V1()), Json + "\n")),
        ["CR LF sent, not signed"] = ("TRAILING_NEWLINE", Sent(Sign(V1()), Json + "\r\n")),
        ["mark signed, not sent"] = ("BYTE_ORDER_MARK", Sent(Sign(V1("\ufeff" + Json)))),
        ["mark sent, not signed"] = ("BYTE_ORDER_MARK", Sent(Sign(V1()), "\ufeff" + Json)),
        ["trimmed before signing"] = ("SURROUNDING_WHITESPACE", Sent(Sign(V1()), $"  {Json} \n")),
        ["LF signed, CR LF sent"] = ("LINE_ENDINGS", Sent(Sign(V1("{a\nb}")), "{a\r\nb}")),
        ["CR LF signed, LF sent"] = ("LINE_ENDINGS", Sent(Sign(V1("{a\r\nb}")), "{a\nb}")),
        ["GBK signed, UTF-8 sent"] = ("OTHER_ENCODING", Sent(V1Of(Gbk.GetBytes(Json)))),
        ["UTF-8 signed, GBK sent"] = ("OTHER_ENCODING", Sent(Sign(V1()), Gbk.GetBytes(Json))),
        ["GB18030 signed"] = ("OTHER_ENCODING", Sent(V1Of(Gb18030.GetBytes("{\"a\":\"㐂😀\"}")), "{\"a\":\"㐂😀\"}")),
        ["UTF-16 signed"] = ("OTHER_ENCODING", Sent(V1Of(Encoding.Unicode.GetBytes(Json)))),
        ["UTF-16BE signed"] = ("OTHER_ENCODING", Sent(V1Of(Encoding.BigEndianUnicode.GetBytes(Json)))),
        ["UTF-16 with a mark signed"] = ("OTHER_ENCODING", Sent(V1Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Json)]))),
        ["question marks signed"] = ("OTHER_ENCODING", Sent(Sign(V1(Json.Replace("红", "?").Replace("蓝", "?"))))),

        ["compact signed, indented sent"] = ("JSON_COMPACT", Sent(Sign(V1()), Indented)),
        ["two blanks, LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented)))),
        ["two blanks, CR LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented.Replace("\n", "\r\n"))))),
        ["four blanks, LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented.Replace("  ", "    "))))),
        ["four blanks, CR LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented.Replace("  ", "    ").Replace("\n", "\r\n"))))),
        ["tabs, LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented.Replace("  ", "\t"))))),
        ["tabs, CR LF"] = ("JSON_INDENTED", Sent(Sign(V1(Indented.Replace("  ", "\t").Replace("\n", "\r\n"))))),
        ["Jackson's indent"] = ("JSON_INDENTED", Sent(Sign(V1(Jackson)))),
        ["blanks after commas and colons"] = ("JSON_SPACED", Sent(Sign(V1(Python)))),
        ["sorted keys"] = ("JSON_SORTED", Sent(Sign(V1(Sorted)))),
        ["Python's default"] = ("JSON_ESCAPED", Sent(Sign(V1(Python.Replace("红", "\\u7ea2").Replace("蓝", "\\u84dd"))))),
        ["escapes signed, characters sent"] = ("JSON_ESCAPED", Sent(Sign(V1(Escaped)))),
        ["characters signed, escapes sent"] = ("JSON_UNESCAPED", Sent(Sign(V1()), Escaped)),
        [".NET's default"] = ("JSON_ESCAPED", Sent(Sign(V1("{\"a\":\"\\u7EA2\\u0026\"}")), "{\"a\":\"红&\"}")),
        ["PHP's default"] = ("JSON_ESCAPED", Sent(Sign(V1(Escaped.Replace("/", "\\/"))))),
        ["PHP with JSON_UNESCAPED_UNICODE"] = ("JSON_ESCAPED", Sent(Sign(V1(Json.Replace("/", "\\/"))))),

        ["V1 where V2 is required"] = ("V2_REQUIRED", Sent(Sign(V1())) with { RequiresV2 = true }),
        ["V2 without its header"] = ("V2_HEADER_MISSING", Sent(Sign(V2())) with { Nonce = Nonce, RequiresV2 = true }),
        ["V1 under the header of V2"] = ("V1_SIGNED_AS_V2", SentV2(V1())),
        ["V2 without the query"] = ("QUERY_NOT_SIGNED", SentV2(V2()) with { RawQuery = "b=2&a=1" }),
        ["V2 without the line of the query"] = ("QUERY_NOT_SIGNED", SentV2(string.Join('\n', AppKey, "POST", OrdersPath, Ms, Nonce, Sha(Json)))),
        ["V2 with a question mark"] = ("QUERY_FORM", SentV2(V2(query: "?a=1")) with { RawQuery = "a=1" }),
        ["V2 with a decoded query"] = ("QUERY_FORM", SentV2(V2(query: "q=红")) with { RawQuery = "q=%E7%BA%A2" }),
        ["V2 with a sorted query"] = ("QUERY_FORM", SentV2(V2(query: "a=1&b=2")) with { RawQuery = "b=2&a=1" }),
        ["V2 with the query in the path"] = ("PATH_FORM", SentV2(V2(path: OrdersPath + "?a=1")) with { RawQuery = "a=1" }),
        ["V2 without /openapi/v1"] = ("PATH_WITHOUT_PREFIX", SentV2(V2(path: "/orders/create"))),
        ["V2 with scheme and host"] = ("PATH_WITH_HOST", SentV2(V2(path: $"https://{Host}{OrdersPath}"))),
        ["V2 with host"] = ("PATH_WITH_HOST", SentV2(V2(path: Host + OrdersPath))),
        ["V2 with a slash at the end"] = ("PATH_FORM", SentV2(V2(path: OrdersPath + "/"))),
        ["V2 with a decoded path"] = ("PATH_FORM", SentV2(V2(path: "/openapi/v1/orders/红")) with { Path = "/openapi/v1/orders/%E7%BA%A2" }),
        ["V2 with a lower-case method"] = ("METHOD_CASE", SentV2(V2(method: "post"))),
        ["V2 without the method"] = ("METHOD_NOT_SIGNED", SentV2(string.Join('\n', AppKey, OrdersPath, "", Ms, Nonce, Sha(Json)))),
        ["V2 with an upper-case hash"] = ("BODY_HASH_FORM", SentV2(V2(hash: Sha(Json).ToUpperInvariant()))),
        ["V2 with the body itself"] = ("BODY_HASH_FORM", SentV2(V2(hash: Json))),
        ["V2 with the hash of nothing"] = ("EMPTY_BODY_SIGNED", SentV2(V2(hash: Sha("")))),
        ["V2 with the hash of other JSON"] = ("JSON_INDENTED", SentV2(V2(hash: Sha(Indented)))),
        ["V2 without the nonce"] = ("NONCE_NOT_SIGNED", SentV2(string.Join('\n', AppKey, "POST", OrdersPath, "", Ms, Sha(Json)))),
        ["V2 with an empty nonce"] = ("NONCE_NOT_SIGNED", SentV2(V2(nonce: ""))),
        ["V2 without the header X-Nonce"] = ("NONCE_MISSING", SentV2(V2(nonce: "")) with { Nonce = null }),
        ["V2 joined by CR LF"] = ("SEPARATORS", SentV2(V2().Replace("\n", "\r\n"))),
        ["V2 joined by a backslash and an n"] = ("SEPARATORS", SentV2(V2().Replace("\n", "\\n"))),
        ["V2 with a line feed at the end"] = ("TRAILING_SEPARATOR", SentV2(V2() + "\n")),

        ["seconds and upper case"] = ("SECONDS_TIMESTAMP+UPPERCASE_HEX", Sent(Sign(V1(timestamp: Seconds)).ToUpperInvariant(), timestamp: Seconds)),
        ["the original's recipe: seconds and body"] = ("SECONDS_TIMESTAMP+APP_KEY_NOT_SIGNED", Sent(Sign(Seconds + Json), timestamp: Seconds)),
        ["previous secret, Base64"] = ("PREVIOUS_SECRET+BASE64_SIGNATURE", Sent(Convert.ToBase64String(Hmac(Previous, Utf8(V1()))))),
        ["previous secret, indented"] = ("PREVIOUS_SECRET+JSON_INDENTED", Sent(Sign(V1(Indented), Previous))),
        ["no key, separators"] = ("APP_KEY_NOT_SIGNED+SEPARATORS", Sent(Sign($"{Ms}.{Json}"))),
        ["no key, indented with CR LF"] = ("APP_KEY_NOT_SIGNED+JSON_INDENTED", Sent(Sign(Ms + Indented.Replace("\n", "\r\n")))),
        ["line feeds, secret with a line feed"] = ("SECRET_WHITESPACE+SEPARATORS", Sent(Sign($"{AppKey}\n{Ms}\n{Json}", Secret + "\n"))),
        ["V2, lower-case method, no prefix"] = ("PATH_WITHOUT_PREFIX+METHOD_CASE", SentV2(V2(method: "post", path: "/orders/create"))),
        ["V2, upper-case hash of other JSON"] = ("BODY_HASH_FORM+JSON_COMPACT", SentV2(V2(hash: Sha(Json).ToUpperInvariant())) with { Body = Utf8(Indented) }),
        ["V1 required V2, upper case"] = ("V2_REQUIRED+UPPERCASE_HEX", Sent(Sign(V1()).ToUpperInvariant()) with { RequiresV2 = true }),
    };

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_known_mistake_is_named(string name)
    {
        var (token, sent) = Known[name];

        var diagnosis = SignatureDoctor.Diagnose(sent, Secrets);

        Assert.Equal(token, diagnosis?.Token);
        Assert.DoesNotContain("{0}", diagnosis!.Chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("{0}", diagnosis.English, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, diagnosis.Chinese + diagnosis.English, StringComparison.Ordinal);
    }

    // The same requests, signed just as wrongly, but the credential has other secrets: the caller is an outsider.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_mistake_with_another_secret_is_not_named(string name)
    {
        var others = new CandidateSecrets { Current = Utf8(Secret[..31] + "F"), Previous = Utf8("x" + Previous[1..]), Callback = Utf8(Callback[..26] + "K") };

        Assert.Null(SignatureDoctor.Diagnose(Known[name].Sent, others));
    }

    [Fact]
    public void A_signature_with_one_bit_changed_is_never_explained()
    {
        foreach (var (_, sent) in Known.Values.Where(known => known.Sent.Signature.Length == 64))
        {
            for (var i = 0; i < 64; i += 9)
            {
                var changed = sent.Signature.ToCharArray();
                changed[i] = changed[i] is '7' ? '8' : '7';
                if (new string(changed) != sent.Signature)
                {
                    Assert.Null(SignatureDoctor.Diagnose(sent with { Signature = new string(changed) }, Secrets));
                }
            }
        }
    }

    // What can be made without any secret: an empty key, the public key, a plain hash, nothing at all.
    [Fact]
    public void What_an_outsider_can_compute_is_never_explained()
    {
        var noSecret = new CandidateSecrets { Current = Utf8(Secret) };
        string[] forged =
        [
            Sign(V1(), ""), Sign(V1(), "\n"), Sign(V1(), AppKey), Sign(V1(), AppKey + Ms), Sha(V1()), Sha(Json), Sha(""), new('0', 64), new('f', 64), "", "=",
            new('A', 43), new string('A', 43) + "=", new('A', 88), new('\u4e00', 64), new('a', 100_000),
        ];

        foreach (var signature in forged)
        {
            Assert.Null(SignatureDoctor.Diagnose(Sent(signature), noSecret));
            Assert.Null(SignatureDoctor.Diagnose(SentV2("") with { Signature = signature }, noSecret));
            Assert.Null(SignatureDoctor.Diagnose(Sent(signature), new CandidateSecrets { Current = default }));
        }
    }

    [Fact]
    public void Rightly_signed_requests_have_nothing_to_explain()
    {
        var overlap = new CandidateSecrets { Current = Utf8("another-secret-of-32-characters-"), Previous = Utf8(Secret), PreviousAccepted = true };

        Assert.Null(SignatureDoctor.Diagnose(Sent(Sign(V1())), Secrets));
        Assert.Null(SignatureDoctor.Diagnose(SentV2(V2()), Secrets));
        Assert.Null(SignatureDoctor.Diagnose(Sent(Sign(V1())), overlap));
        Assert.Equal("UPPERCASE_HEX", SignatureDoctor.Diagnose(Sent(Sign(V1()).ToUpperInvariant()), overlap)?.Token);
    }

    [Fact]
    public void A_secret_that_looks_like_hex_may_have_been_decoded()
    {
        var secrets = new CandidateSecrets { Current = Utf8("00112233445566778899aabbccddeeff") };
        var key = Convert.FromHexString("00112233445566778899aabbccddeeff");

        Assert.Equal("SECRET_DECODED", SignatureDoctor.Diagnose(Sent(Hex(HMACSHA256.HashData(key, Utf8(V1())))), secrets)?.Token);
    }

    [Fact]
    public void Indenting_as_other_libraries_do_is_recognised_on_nested_values()
    {
        var value = new { a = new object[] { new { b = "红/&\"\t" }, Array.Empty<int>(), new object[] { 1.50m, true } }, c = new { } };
        var compact = JsonSerializer.Serialize(value, Compact);

        Assert.Equal("JSON_ESCAPED", SignatureDoctor.Diagnose(Sent(Sign(V1(JsonSerializer.Serialize(value, Indenting))), compact), Secrets)?.Token);
        Assert.Equal("JSON_INDENTED", SignatureDoctor.Diagnose(Sent(Sign(V1(JsonSerializer.Serialize(value, IndentingRelaxed))), compact), Secrets)?.Token);
        Assert.Equal("JSON_COMPACT", SignatureDoctor.Diagnose(Sent(Sign(V1(compact)), JsonSerializer.Serialize(value, IndentingRelaxed)), Secrets)?.Token);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(100, true)]
    [InlineData(2000, false)]
    [InlineData(2000, true)]
    public void On_a_small_body_every_combination_is_tried_within_the_bound(int size, bool isV2)
    {
        var body = Utf8($$"""{"remark":"{{new string('红', size / 3)}}\n","b":[1,2]}""" + "\n");
        var sent = Sent(Sha("nothing"), body) with { IsV2 = isV2, Nonce = Nonce, RawQuery = "b=%E7%BA%A2&a=1" };

        Assert.Null(SignatureDoctor.Diagnose(sent, Secrets, out var macs));

        Assert.InRange(macs, 300, SignatureDoctor.MaxMacs - 1);
    }

    [Fact]
    public void A_large_body_is_checked_for_common_mistakes_and_a_larger_one_is_not_parsed()
    {
        var large = $$"""{ "remark":"{{new string('x', 200 * 1024)}}"}""";
        var huge = $$"""{ "remark":"{{new string('x', 1024 * 1024)}}"}""";

        Assert.Equal("JSON_COMPACT", SignatureDoctor.Diagnose(Sent(Sign(V1(large.Replace(" ", ""))), large), Secrets)?.Token);
        Assert.Null(SignatureDoctor.Diagnose(Sent(Sign(V1(huge.Replace(" ", ""))), huge), Secrets));
        Assert.Equal("EMPTY_BODY_SIGNED", SignatureDoctor.Diagnose(Sent(Sign(V1("")), huge), Secrets)?.Token);
        Assert.Equal("SECONDS_TIMESTAMP", SignatureDoctor.Diagnose(Sent(Sign(V1(huge, Seconds)), huge, Seconds), Secrets)?.Token);
        Assert.Equal("METHOD_CASE", SignatureDoctor.Diagnose(SentV2(V2(method: "post", hash: Sha(huge))) with { Body = Utf8(huge) }, Secrets)?.Token);
    }

    // Each byte of such a body would be indented by 250 blanks.
    [Fact]
    public void Deep_nesting_does_not_blow_up_the_rewritten_body()
    {
        var nested = Utf8(new string('[', 63) + string.Join(',', Enumerable.Repeat("1", 100_000)) + new string(']', 63));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(SignatureDoctor.Diagnose(Sent(Sha("nothing"), nested), Secrets));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 })]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'0', (byte)'0', (byte)'"' })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { (byte)'\n' })]
    public void A_body_that_is_no_text_does_no_harm(byte[] body) => Assert.Null(SignatureDoctor.Diagnose(Sent(Sha("nothing"), body), Secrets));
}
