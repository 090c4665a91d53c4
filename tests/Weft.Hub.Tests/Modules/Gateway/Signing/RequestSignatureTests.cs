using System.Security.Cryptography;
using System.Text;
using Weft.Hub.Modules.Gateway.Signing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Signing;

public sealed class RequestSignatureTests
{
    private const string AppKey = "os_0123456789abcdef01234567";
    private const string Timestamp = "1770791400000";
    private const string BodyB = """{"externalOrderNo":"ERP-001","styleNo":"FZ2024001","quantity":500}""";
    private const string BodyC =
        """{"externalOrderNo":"ERP-002","styleNo":"FZ2024001","quantity":500,"colors":["红","蓝"],"sizes":["S","M","L"]}""";

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE");

    // openapi-gateway 3.2, vectors A, B, C
    public static TheoryData<string, int, string> Vectors => new()
    {
        { "", 0, "bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc" },
        { BodyB, 66, "bae31fd32d2d646f76948dcaa909a074985aa49946d63e16407c60b2ba966829" },
        { BodyC, 111, "79ccea0aec669c9fa850f70886136539be11f966e9c2a2c292b2f76a5f7aadff" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_the_specification_verify(string body, int bodyBytes, string signature)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(bodyBytes, bytes.Length);
        Assert.True(RequestSignature.VerifyV1(Secret, AppKey, Timestamp, bytes, signature));
        Assert.Equal(signature, RequestSignature.SignV1(Secret, AppKey, Timestamp, bytes));
    }

    [Fact]
    public void The_V2_vector_of_the_specification_verifies()
    {
        const string signature = "398931398f2baeeba1a4c5a5f0aac0d334c99ba7abfc2ea4e8400b5e7fdce0ef";
        var body = Encoding.UTF8.GetBytes(BodyB);

        Assert.Equal("e11be6a072b949117d458baf01214fcb785d8c6ea8c5ede41cd0a4e609b16eb1", Convert.ToHexStringLower(SHA256.HashData(body)));
        Assert.True(RequestSignature.VerifyV2(Secret, Lines(), body, signature));
        Assert.Equal(signature, RequestSignature.SignV2(Secret, Lines(), body));
    }

    [Fact]
    public void A_change_to_any_line_of_V2_breaks_the_signature()
    {
        var body = Encoding.UTF8.GetBytes(BodyB);
        var signature = RequestSignature.SignV2(Secret, Lines(), body);

        Assert.False(RequestSignature.VerifyV2(Secret, Lines(appKey: AppKey + "0"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(method: "PUT"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(path: "/openapi/v1/orders/list"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(query: "a=1"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(timestamp: "1770791400001"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(nonce: "n-7f3c2a92"), body, signature));
        Assert.False(RequestSignature.VerifyV2(Secret, Lines(), body.AsSpan(1), signature));
    }

    // The message is gathered on the stack up to 2,048 bytes and hashed piece by piece above.
    [Theory]
    [InlineData(0)]
    [InlineData(2007)]
    [InlineData(2008)]
    [InlineData(2009)]
    [InlineData(70_000)]
    [InlineData(5 * 1024 * 1024)]
    public void Bodies_of_every_size_sign_as_the_plain_concatenation_does(int size)
    {
        var body = new byte[size];
        RandomNumberGenerator.Fill(body);
        var v1 = HMACSHA256.HashData(Secret, (byte[])[.. Encoding.UTF8.GetBytes(AppKey + Timestamp), .. body]);

        Assert.Equal(Convert.ToHexStringLower(v1), RequestSignature.SignV1(Secret, AppKey, Timestamp, body));
        Assert.True(RequestSignature.VerifyV1(Secret, AppKey, Timestamp, body, Convert.ToHexStringLower(v1)));

        var query = new string('q', size / 100);
        var message = $"{AppKey}\nPOST\n/openapi/v1/orders/create\n{query}\n{Timestamp}\nn-7f3c2a91\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var v2 = Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(message)));
        Assert.Equal(v2, RequestSignature.SignV2(Secret, Lines(query: query), body));
    }

    [Fact]
    public void Every_flipped_bit_of_signature_body_and_headers_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(BodyB);
        var signature = RequestSignature.SignV1(Secret, AppKey, Timestamp, body);

        for (var bit = 0; bit < 8 * body.Length; bit++)
        {
            var changed = body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(RequestSignature.VerifyV1(Secret, AppKey, Timestamp, changed, signature));
        }

        for (var i = 0; i < signature.Length; i++)
        {
            var changed = signature.ToCharArray();
            changed[i] = changed[i] == '0' ? '1' : '0';
            Assert.False(RequestSignature.VerifyV1(Secret, AppKey, Timestamp, body, changed));
        }

        Assert.False(RequestSignature.VerifyV1(Secret, AppKey, "1770791400001", body, signature));
        Assert.False(RequestSignature.VerifyV1(Secret, "os_0123456789abcdef01234568", Timestamp, body, signature));
        Assert.False(RequestSignature.VerifyV1(Secret.AsSpan(1), AppKey, Timestamp, body, signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BC7E17E32E309878B65636023D6A9AFBE23D253C9ABC8298FC121A440338DADC")]
    [InlineData("bC7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc")]
    [InlineData("bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dad")]
    [InlineData("bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc0")]
    [InlineData("bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc ")]
    [InlineData(" bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dad")]
    [InlineData("gc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc")]
    [InlineData("ｂc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc")]
    [InlineData("vH4X4y4wmHi2VjYCPWqa++I9JTyavIKY/BIaRAM42tw=")]
    public void A_signature_that_is_not_64_lower_case_hex_characters_is_refused(string signature) =>
        Assert.False(RequestSignature.VerifyV1(Secret, AppKey, Timestamp, [], signature));

    [Fact]
    public void Verifying_a_usual_request_allocates_nothing()
    {
        var body = Encoding.UTF8.GetBytes(BodyC);
        var v1 = RequestSignature.SignV1(Secret, AppKey, Timestamp, body);
        var v2 = RequestSignature.SignV2(Secret, Lines(), body);
        Assert.True(VerifyBoth());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var all = true;
        for (var i = 0; i < 100; i++)
        {
            all &= VerifyBoth();
        }

        Assert.True(all);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        bool VerifyBoth() => RequestSignature.VerifyV1(Secret, AppKey, Timestamp, body, v1) && RequestSignature.VerifyV2(Secret, Lines(), body, v2);
    }

    private static V2Lines Lines(
        string appKey = AppKey, string method = "POST", string path = "/openapi/v1/orders/create", string query = "", string timestamp = Timestamp,
        string nonce = "n-7f3c2a91") =>
        new() { AppKey = appKey, Method = method, Path = path, RawQuery = query, Timestamp = timestamp, Nonce = nonce };
}
