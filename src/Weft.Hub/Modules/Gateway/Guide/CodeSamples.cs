namespace Weft.Hub.Modules.Gateway.Guide;

/// <summary>A call as the samples make it.</summary>
/// <param name="BaseUrl">The Hub's address with <c>/openapi/v1</c>.</param>
/// <param name="AppKey">The tenant's own key, or the one of the vectors.</param>
/// <param name="Path">Behind the base.</param>
/// <param name="Body">JSON on one line.</param>
internal sealed record SampleCall(string BaseUrl, string AppKey, string Path, string Body);

/// <summary>The same signed call in five languages; the secret comes from the environment and stands in no source.</summary>
internal static class CodeSamples
{
    public static readonly IReadOnlyList<string> Languages = ["curl", "Java", "Python", "JavaScript", "C#"];

    public static string Of(string language, SampleCall call) => language switch
    {
        "Java" => Java(call),
        "Python" => Python(call),
        "JavaScript" => JavaScript(call),
        "C#" => CSharp(call),
        _ => Curl(call),
    };

    private static string Curl(SampleCall c) => $$"""
        KEY='{{c.AppKey}}'
        SECRET="$WEFT_APP_SECRET"
        TS=$(date +%s%3N)
        BODY='{{c.Body}}'
        SIG=$(printf '%s' "$KEY$TS$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')

        curl -sS '{{c.BaseUrl}}{{c.Path}}' \
          -H "X-App-Key: $KEY" -H "X-Timestamp: $TS" -H "X-Signature: $SIG" \
          -H 'Content-Type: application/json' --data-binary "$BODY"
        """;

    private static string Python(SampleCall c) => $$"""
        import hashlib, hmac, os, time, urllib.request

        key, secret = "{{c.AppKey}}", os.environ["WEFT_APP_SECRET"]
        body = '{{c.Body}}'.encode()          # sign and send the same bytes
        timestamp = str(int(time.time() * 1000))    # milliseconds
        signature = hmac.new(secret.encode(), key.encode() + timestamp.encode() + body, hashlib.sha256).hexdigest()

        request = urllib.request.Request("{{c.BaseUrl}}{{c.Path}}", data=body, method="POST", headers={
            "Content-Type": "application/json", "X-App-Key": key, "X-Timestamp": timestamp, "X-Signature": signature})
        print(urllib.request.urlopen(request).read().decode())
        """;

    private static string JavaScript(SampleCall c) => $$"""
        import { createHmac } from "node:crypto";

        const key = "{{c.AppKey}}", secret = process.env.WEFT_APP_SECRET;
        const body = '{{c.Body}}';                    // sign and send the same text
        const timestamp = String(Date.now());               // milliseconds
        const signature = createHmac("sha256", secret).update(key + timestamp + body, "utf8").digest("hex");

        const answer = await fetch("{{c.BaseUrl}}{{c.Path}}", {
          method: "POST", body,
          headers: { "Content-Type": "application/json", "X-App-Key": key, "X-Timestamp": timestamp, "X-Signature": signature },
        });
        console.log(answer.status, await answer.json());
        """;

    private static string Java(SampleCall c) => $$"""
        import java.net.URI;
        import java.net.http.*;
        import java.nio.charset.StandardCharsets;
        import java.util.HexFormat;
        import javax.crypto.Mac;
        import javax.crypto.spec.SecretKeySpec;

        public class Weft {
            public static void main(String[] args) throws Exception {
                String key = "{{c.AppKey}}", secret = System.getenv("WEFT_APP_SECRET");
                String body = "{{c.Body.Replace("\"", "\\\"", StringComparison.Ordinal)}}";
                String timestamp = String.valueOf(System.currentTimeMillis());
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                String signature = HexFormat.of().formatHex(mac.doFinal((key + timestamp + body).getBytes(StandardCharsets.UTF_8)));

                HttpRequest request = HttpRequest.newBuilder(URI.create("{{c.BaseUrl}}{{c.Path}}"))
                    .header("Content-Type", "application/json").header("X-App-Key", key)
                    .header("X-Timestamp", timestamp).header("X-Signature", signature)
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build();
                System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
            }
        }
        """;

    private static string CSharp(SampleCall c) => $$"""
        using System.Net.Http.Headers;
        using System.Security.Cryptography;
        using System.Text;

        var key = "{{c.AppKey}}";
        var secret = Environment.GetEnvironmentVariable("WEFT_APP_SECRET")!;
        var body = Encoding.UTF8.GetBytes("{{c.Body.Replace("\"", "\\\"", StringComparison.Ordinal)}}");
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), [.. Encoding.UTF8.GetBytes(key + timestamp), .. body]));

        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "{{c.BaseUrl}}{{c.Path}}") { Content = content };
        request.Headers.Add("X-App-Key", key);
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", signature);
        using var http = new HttpClient();
        Console.WriteLine(await (await http.SendAsync(request)).Content.ReadAsStringAsync());
        """;
}
