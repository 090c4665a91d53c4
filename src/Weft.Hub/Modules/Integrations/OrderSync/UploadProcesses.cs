using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>At most 100 processes of one style that the tenant has.</summary>
internal sealed record UploadProcessesRequest(bool? Strict, string StyleNo, IReadOnlyList<StyleProcessInput> Processes);

internal sealed record StoredProcess(int Index, string ProcessName, IReadOnlyList<string> Warnings);

internal sealed record FailedProcess(int Index, string? ProcessName, string Error);

/// <summary>POST /processes/upload (openapi-gateway 6.9): adds processes to a style; one whose name it has is reported and left as it is.</summary>
internal static class UploadProcesses
{
    public static async Task<Answer<UploadAnswer<StoredProcess, FailedProcess>>> HandleAsync(Fields fields, RegisterStyles register, HubDbContext db, CancellationToken ct)
    {
        var styleNo = fields.Text("styleNo", 64, required: true) ?? "";
        var upload = Upload<StyleProcessInput, string>.Read(fields, "processes", 100, ProductionFields.Process);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await upload.StoreAsync(db, processes => register.AddProcessesAsync(styleNo, processes, ct), ct) is { } refusal)
        {
            return refusal;
        }
        return upload.Answer(
            (record, name) => new StoredProcess(record.Index, name, record.Warnings),
            (record, error) => new FailedProcess(record.Index, record.Item.ProcessName.Length > 0 ? record.Item.ProcessName : null, error),
            fields.Warnings);
    }
}
