using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>How far a stored request is (scm-partner-api 8.1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestState>))]
public enum RequestState
{
    [JsonStringEnumMemberName("未处理")]
    Waiting,

    [JsonStringEnumMemberName("处理中")]
    Processing,

    [JsonStringEnumMemberName("需重新处理")]
    Again,

    [JsonStringEnumMemberName("已处理")]
    Done,

    [JsonStringEnumMemberName("格式错误")]
    BadFormat,

    [JsonStringEnumMemberName("处理异常")]
    Failed,
}

/// <summary>Who calls: what the token and the registration say.</summary>
internal sealed record CallerFacts(long SystemId, long PartnerUserId, long UserId, long RoleId, long OrganisationId, string UserName);

/// <summary>
/// A create, update or action call, stored before anything is done with it (scm-partner-api 8.1). Its state, its result and what it created change in one commit.
/// After its time body and result go; the bare id stays for a year.
/// </summary>
internal sealed class PartnerRequest : Row, ITenantOwned
{
    private PartnerRequest()
    {
    }

    public PartnerRequest(long tenantId, CallerFacts caller, string requestId, DateTime now)
    {
        (TenantId, SystemId, RequestId, ReceivedAt) = (tenantId, caller.SystemId, requestId, now);
        CalledBy(caller);
    }

    public long TenantId { get; private set; }
    public long SystemId { get; private set; }
    public string RequestId { get; private set; } = "";
    public long PartnerUserId { get; private set; }
    public long UserId { get; private set; }
    public long RoleId { get; private set; }
    public long OrganisationId { get; private set; }
    public string UserName { get; private set; } = "";
    public string FunctionCode { get; private set; } = "";

    /// <summary>What result queries look for beside the id.</summary>
    public string FunctionNumber { get; private set; } = "";
    public bool IsAsync { get; private set; }
    public string? RequestTime { get; private set; }

    /// <summary>The whole JSON as it came; null once its time is over.</summary>
    public string? Body { get; private set; }
    public RequestState State { get; private set; }

    /// <summary>1, 6, 7 or 9; null while there is none (7).</summary>
    public string? ResultCode { get; private set; }
    public string? Message { get; private set; }

    /// <summary>docList of the answer.</summary>
    public string? ResultRows { get; private set; }
    public int Documents { get; private set; }
    public int Attempts { get; private set; }
    public DateTime ReceivedAt { get; private set; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>Who processes it, and until when others keep away.</summary>
    public Guid? LeaseId { get; private set; }
    public DateTime? LeasedUntil { get; private set; }

    public void CalledBy(CallerFacts caller)
    {
        (PartnerUserId, UserId, RoleId, OrganisationId, UserName) = (caller.PartnerUserId, caller.UserId, caller.RoleId, caller.OrganisationId, caller.UserName);
    }

    public void Carry(Functions.PartnerFunction function, string body, string? requestTime)
    {
        (FunctionCode, FunctionNumber, IsAsync, Body, RequestTime) = (function.Code, function.Number, function.IsAsync, body, requestTime);
        (State, ResultCode, Message, ResultRows, EndedAt) = (RequestState.Waiting, null, null, null, null);
    }

    public void Begin(Guid lease, DateTime now, DateTime until)
    {
        (State, LeaseId, LeasedUntil, StartedAt) = (RequestState.Processing, lease, until, now);
        Attempts++;
    }

    public void End(RequestState state, string code, string message, DateTime now)
    {
        (State, ResultCode, Message, EndedAt, LeaseId, LeasedUntil) = (state, code, message, now, null, null);
    }

    public void Answer(string? rows, int documents) => (ResultRows, Documents) = (rows, documents);

    public void Move(RequestState state)
    {
        (State, LeaseId, LeasedUntil) = (state, null, null);
    }
}

internal sealed class PartnerRequestMapping : IEntityTypeConfiguration<PartnerRequest>
{
    public void Configure(EntityTypeBuilder<PartnerRequest> builder)
    {
        builder.ToTable("partner_requests");
        builder.Property(r => r.RequestId).HasMaxLength(64);
        builder.Property(r => r.UserName).HasMaxLength(80);
        builder.Property(r => r.FunctionCode).HasMaxLength(16);
        builder.Property(r => r.FunctionNumber).HasMaxLength(4);
        builder.Property(r => r.RequestTime).HasMaxLength(64);
        builder.Property(r => r.ResultCode).HasMaxLength(1);
        builder.Property(r => r.Message).HasMaxLength(255);
        builder.HasIndex(r => new { r.TenantId, r.SystemId, r.RequestId }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.ReceivedAt, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.State, r.ReceivedAt });
        // Work is looked for across tenants, among the few that wait.
        builder.HasIndex(r => new { r.ReceivedAt, r.Id }).HasFilter("state in ('Waiting', 'Again', 'Processing')").HasDatabaseName("ix_partner_requests_open");
    }
}

/// <summary>A query that handed data out: who asked, when, and which rows he got (scm-partner-api 8.1).</summary>
internal sealed class ExportRecord : Row, ITenantOwned
{
    private ExportRecord()
    {
    }

    public ExportRecord(long tenantId, CallerFacts caller, string functionCode, string requestId, DateTime startedAt)
    {
        (TenantId, SystemId, PartnerUserId, UserName) = (tenantId, caller.SystemId, caller.PartnerUserId, caller.UserName);
        (FunctionCode, RequestId, StartedAt) = (functionCode, requestId, startedAt);
    }

    public long TenantId { get; private set; }
    public long SystemId { get; private set; }
    public long PartnerUserId { get; private set; }
    public string UserName { get; private set; } = "";
    public string FunctionCode { get; private set; } = "";
    public string RequestId { get; private set; } = "";
    public DateTime StartedAt { get; private set; }
    public DateTime EndedAt { get; private set; }
    public int Rows { get; private set; }

    /// <summary>Keys of the rows, such as document numbers.</summary>
    public List<string> Keys { get; private set; } = [];

    public void End(IReadOnlyList<string> keys, DateTime now) => (Rows, Keys, EndedAt) = (keys.Count, [.. keys], now);
}

internal sealed class ExportRecordMapping : IEntityTypeConfiguration<ExportRecord>
{
    public void Configure(EntityTypeBuilder<ExportRecord> builder)
    {
        builder.ToTable("partner_exports");
        builder.Property(e => e.UserName).HasMaxLength(80);
        builder.Property(e => e.FunctionCode).HasMaxLength(16);
        builder.Property(e => e.RequestId).HasMaxLength(64);
        builder.HasIndex(e => new { e.TenantId, e.StartedAt, e.Id });
        builder.HasIndex(e => e.StartedAt);
    }
}

/// <summary>One scheduled run over a tenant's requests of one function, with what it did (scm-partner-api 6.1).</summary>
internal sealed class RunLog : Row, ITenantOwned
{
    private RunLog()
    {
    }

    private RunLog(long tenantId, string functionCode, DateTime startedAt) => (TenantId, FunctionCode, StartedAt) = (tenantId, functionCode, startedAt);

    public long TenantId { get; private set; }
    public DateTime StartedAt { get; private set; }
    public DateTime EndedAt { get; private set; }

    /// <summary>Null for runs of the time before functions were told apart.</summary>
    public string? FunctionCode { get; private set; }

    /// <summary>Requests whose documents were imported, and those that failed.</summary>
    public int Succeeded { get; private set; }
    public int Failed { get; private set; }

    /// <summary>Documents whose action followed their import, and those whose action failed.</summary>
    public int ActionsSucceeded { get; private set; }
    public int ActionsFailed { get; private set; }
    public bool WasAborted { get; private set; }

    /// <summary>The log of one run over a tenant's requests: a row for each function.</summary>
    public static IReadOnlyList<RunLog> Of(long tenantId, DateTime startedAt, IReadOnlyDictionary<string, RunCount> counts, bool aborted, DateTime now) =>
    [
        .. counts.Select(c => new RunLog(tenantId, c.Key, startedAt)
        {
            Succeeded = c.Value.Imported, Failed = c.Value.NotImported, ActionsSucceeded = c.Value.Acted, ActionsFailed = c.Value.NotActed, WasAborted = aborted, EndedAt = now,
        }),
    ];
}

/// <summary>What a run did.</summary>
internal readonly record struct RunCount(int Imported, int NotImported, int Acted, int NotActed)
{
    public RunCount With(RequestOutcome? outcome) => outcome is { Code: "1" }
        ? this with { Imported = Imported + 1, Acted = Acted + outcome.Acted, NotActed = NotActed + outcome.NotActed }
        : this with { NotImported = NotImported + 1 };
}

internal sealed class RunLogMapping : IEntityTypeConfiguration<RunLog>
{
    public void Configure(EntityTypeBuilder<RunLog> builder)
    {
        builder.ToTable("partner_runs");
        builder.Property(r => r.FunctionCode).HasMaxLength(16);
        builder.HasIndex(r => new { r.TenantId, r.StartedAt, r.Id });
        builder.HasIndex(r => r.StartedAt);
    }
}
