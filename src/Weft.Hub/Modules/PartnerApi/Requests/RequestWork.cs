using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>What the business door does with a call that it let in: query, look up a result, store and process.</summary>
internal sealed class RequestWork(RequestRunner runner, RequestSignal signal, CallLimits limits, IOptions<PartnerApiOptions> options, TimeProvider clock)
{
    /// <summary>How long a synchronous call is waited for; it may end later and is then found by a result query (scm-partner-api 6.2).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public int MaxBodyBytes => options.Value.MaxBodyMib * 1024 * 1024;

    public TimeSpan? TooMany(LivePartner partner) =>
        limits.Take($"calls|{partner.Facts.SystemId}", options.Value.CallsPerMinute, TimeSpan.FromMinutes(1));

    public async Task<DoorAnswer> StoreAsync(IServiceProvider services, LivePartner partner, PartnerFunction function, string id, DoorBody body)
    {
        // 5, 6: from here on the call is durable, and goes on when its caller goes away.
        var stored = await services.GetRequiredService<RequestStore>().AddAsync(function, Caller(partner), id, body.Text, CancellationToken.None);
        if (stored is null)
        {
            return DoorAnswer.Plain(id, "6", Literals.Duplicate);
        }
        if (function.IsAsync)
        {
            signal.Wake();
            return DoorAnswer.Plain(id, "1", Literals.Accepted);
        }
        try
        {
            var outcome = await runner.RunAsync(stored).WaitAsync(Patience, clock);
            return outcome is null ? DoorAnswer.Failed(id, isBare: false) : Direct(id, outcome);
        }
        catch (TimeoutException)
        {
            return DoorAnswer.Failed(id, isBare: false);
        }
    }

    public async Task<DoorAnswer> QueryAsync(IServiceProvider services, LivePartner partner, PartnerFunction function, string id, DoorBody body)
    {
        var request = RequestReader.ReadFilters(function, body.Root);
        var family = services.GetServices<QueryFunction>().FirstOrDefault(f => f.Codes.Contains(function.Code))
            ?? throw new InvalidOperationException(function.Code + " has no family yet.");
        var db = services.GetRequiredService<HubDbContext>();
        var call = new QueryCall(function, Caller(partner), request);
        var history = new ExportRecord(partner.TenantId, partner.Facts, function.Code, id, clock.UtcNow());
        async Task<QueryResult> RunAsync()
        {
            var found = await family.RunAsync(call, CancellationToken.None);
            var keys = found.Rows.Count > options.Value.MaxQueried ? throw new InvalidOperationException("A query found more rows than PartnerApi:MaxQueried.") : found.Keys;
            history.End(keys, clock.UtcNow());
            db.Add(history);
            return found;
        }
        QueryResult result;
        if (family.Changes)
        {
            result = await db.UnitAsync(RunAsync, CancellationToken.None);
        }
        else
        {
            result = await RunAsync();
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return result.Rows.Count == 0
            ? DoorAnswer.Plain(id, "1", Literals.NoData)
            : new DoorAnswer(AnswerWriter.Rows(function.Rows, result.Rows), new AnswerEnvelope(id, "1", Literals.Success));
    }

    /// <summary>The stored result of a create call of the same function number and partner system (scm-partner-api 13.5).</summary>
    public async Task<DoorAnswer> ResultAsync(IServiceProvider services, LivePartner partner, PartnerFunction function, string id, DoorBody body)
    {
        var target = RequestReader.ReadFilters(function, body.Root).Text("targetRequestId");
        var db = services.GetRequiredService<HubDbContext>();
        var history = new ExportRecord(partner.TenantId, partner.Facts, function.Code, id, clock.UtcNow());
        var found = await db.Set<PartnerRequest>().AsNoTracking()
            .Where(r => r.SystemId == partner.Facts.SystemId && r.RequestId == target && r.FunctionNumber == function.Number && r.Body != null)
            .Select(r => new { r.State, r.ResultCode, r.Message, r.ResultRows }).FirstOrDefaultAsync(CancellationToken.None);
        history.End(found is null ? [] : [target], clock.UtcNow());
        db.Add(history);
        await db.SaveChangesAsync(CancellationToken.None);
        return found switch
        {
            null => DoorAnswer.Plain(id, "1", Literals.NoData),
            { State: RequestState.Done, ResultCode: { } code } => Of(id, target, "1", code, found.Message ?? "", found.ResultRows),
            { State: RequestState.Done } => DoorAnswer.Plain(id, "1", Literals.NoData),
            { State: RequestState.BadFormat } => Of(id, target, "1", "6", found.Message ?? "", null),
            { State: RequestState.Failed } => Of(id, target, "1", "9", Literals.SystemError, "[]"),
            _ => Of(id, target, "0", "0", Literals.Pending, null),
        };
    }

    public static BatchCaller Caller(LivePartner partner) => new(partner.TenantId, partner.Facts, partner.Organisations, partner.Rights);

    private static DoorAnswer Direct(string id, RequestOutcome outcome)
    {
        var answer = Of(id, id, "1", outcome.Code, outcome.Message, outcome.Rows);
        return outcome.Code == "9" ? answer with { Envelope = answer.Envelope with { Result = "9" } } : answer;
    }

    private static DoorAnswer Of(string id, string target, string status, string result, string message, string? rows) => new(rows, new AnswerEnvelope(id, "1", message)
    {
        TargetRequestId = target, TargetStatus = status, TargetResult = result,
    });
}
