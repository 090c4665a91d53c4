using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>A subcontracted factory; the name is needed, a code is made where none is given.</summary>
internal sealed record UploadedFactory(string FactoryName, string? FactoryCode, string? ContactPerson, string? ContactPhone, string? Address);

/// <summary>At most 500 factories.</summary>
internal sealed record UploadFactoriesRequest(bool? Strict, IReadOnlyList<UploadedFactory> Factories);

internal sealed record StoredFactory(int Index, string FactoryName, long FactoryId, IReadOnlyList<string> Warnings);

internal sealed record FailedFactory(int Index, string? FactoryName, string Error);

/// <summary>POST /factories/upload (openapi-gateway 6.9): adds active external factories; one whose name or code exists is reported and left as it is.</summary>
internal static class UploadFactories
{
    public static async Task<Answer<UploadAnswer<StoredFactory, FailedFactory>>> HandleAsync(
        Fields fields, SignedCall call, RegisterFactories register, HubDbContext db, CancellationToken ct)
    {
        var upload = Upload<FactoryContent, long>.Read(fields, "factories", 500, Read);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await upload.StoreAsync(db, async factories => (await register.ExecuteAsync(factories, call.Time, ct)).ToList(), ct) is { } refusal)
        {
            return refusal;
        }
        return upload.Answer(
            (record, id) => new StoredFactory(record.Index, record.Item.FactoryName, id, record.Warnings),
            (record, error) => new FailedFactory(record.Index, record.Item.FactoryName.Length > 0 ? record.Item.FactoryName : null, error),
            fields.Warnings);
    }

    private static FactoryContent Read(Fields fields, int index) => new()
    {
        FactoryName = fields.Text("factoryName", 100, required: true) ?? "",
        FactoryCode = fields.Text("factoryCode", 32),
        FactoryType = FactoryType.External,
        ContactPerson = fields.Text("contactPerson", 64),
        ContactPhone = fields.Text("contactPhone", 32),
        Address = fields.Text("address", 200),
    };
}
