using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Notifying;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>What a request came to: a code of scm-partner-api 7 (1, 6, 7, 9), its message, and the rows of the answer.</summary>
internal sealed record RequestOutcome(string Code, string Message, string? Rows)
{
    /// <summary>Documents whose action succeeded, and those that stayed as they were made (8.4).</summary>
    public int Acted { get; init; }
    public int NotActed { get; init; }
}

/// <summary>
/// Processes one stored request in one commit: 1. it is still this holder's; 2. structure and types; 3. fields, references, rules; 4. documents, stock, answer and the
/// state 已处理 together. After a crash nothing of it has happened, and the lease lets another take it up. What goes wrong unexpectedly leaves 处理异常 and nothing else.
/// </summary>
internal sealed partial class RequestRunner(IServiceScopeFactory scopes, FunctionCatalogue catalogue, IOptions<PartnerApiOptions> options, TimeProvider clock, ILogger<RequestRunner> logger)
{
    private const int Tries = 3;
    private const int MaxAttempts = 10;

    /// <summary>The outcome; null when somebody else has it now.</summary>
    public async Task<RequestOutcome?> RunAsync(StoredRequest stored)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryAsync(stored);
                }
                catch (Documents.StockMovedException) when (attempt < Tries)
                {
                    // Another node shipped what was there: read again.
                }
            }
        }
#pragma warning disable CA1031 // Whatever it is, the request says so, and the others go on (6.1).
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, stored.Id, stored.TenantId);
            await FailAsync(stored);
            return new RequestOutcome("9", Literals.SystemError, "[]");
        }
    }

    private async Task<RequestOutcome?> TryAsync(StoredRequest stored)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantScope>().Enter(stored.TenantId);
        var db = services.GetRequiredService<HubDbContext>();
        return await db.UnitAsync(async () =>
        {
            // 1
            var mine = await db.Set<PartnerRequest>().Where(r => r.Id == stored.Id && r.State == RequestState.Processing && r.LeaseId == stored.LeaseId)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.StartedAt, r => r.StartedAt), CancellationToken.None);
            if (mine == 0)
            {
                return null;
            }
            var request = await db.Set<PartnerRequest>().FirstAsync(r => r.Id == stored.Id);
            if (request.Attempts > MaxAttempts)
            {
                throw new InvalidOperationException("The request was taken up again and again and never ended.");
            }
            services.GetRequiredService<Actor>().BecomeApp(request.SystemId, Literals.Cut($"协同-{request.UserName}", 128), null);
            var outcome = await OutcomeAsync(request, services);
            request.End(outcome.Code == "6" ? RequestState.BadFormat : RequestState.Done, outcome.Code, Literals.Cut(outcome.Message, 255), clock.UtcNow());
            await services.GetRequiredService<ResultNotifier>().TellAsync(request, CancellationToken.None);
            return outcome;
        }, CancellationToken.None);
    }

    private async Task<RequestOutcome> OutcomeAsync(PartnerRequest request, IServiceProvider services)
    {
        var function = catalogue.ByCode[request.FunctionCode];
        PartnerRecord record;
        try
        {
            // 2
            using var body = JsonDocument.Parse(request.Body ?? "{}");
            record = RequestReader.Read(function, body.RootElement);
        }
        catch (BadFormatException bad)
        {
            return new RequestOutcome("6", Literals.FormatError + bad.Message, null);
        }
        // 3
        var family = services.GetServices<DocumentFunction>().First(f => f.Codes.Contains(function.Code));
        var now = clock.UtcNow();
        var batch = new DocumentBatch(function, await CallerAsync(request, services), [.. record.List("docList").Select(d => new BatchDocument(d))])
        {
            StoredRequestId = request.Id, Now = now, Today = TenantTime.For(options.Value.TimeZone).Day(now),
        };
        await family.CheckAsync(batch, CancellationToken.None);
        // 4
        var isSound = batch.Documents.All(d => d.Fields.IsSound);
        if (isSound || !family.IsAllOrNothing)
        {
            await family.ExecuteAsync(batch, CancellationToken.None);
            isSound = batch.Documents.All(d => d.Fields.IsSound);
        }
        var rows = AnswerWriter.Rows(catalogue.RowsOf(function), batch.Answer());
        request.Answer(rows, batch.Documents.Count);
        var stuck = batch.Documents.Count(d => d.ActionMessage is not null);
        return isSound ? new RequestOutcome("1", Literals.Success, rows) { Acted = batch.Documents.Count - stuck, NotActed = stuck } : new RequestOutcome("7", Literals.DataError, rows);
    }

    /// <summary>What the caller may do now. A request that was accepted is processed, also when its user was switched off since.</summary>
    private static async Task<BatchCaller> CallerAsync(PartnerRequest request, IServiceProvider services)
    {
        var db = services.GetRequiredService<HubDbContext>();
        var user = await db.Set<PartnerUser>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == request.PartnerUserId);
        var role = await services.GetRequiredService<UserDirectory>().RoleAsync(request.RoleId, CancellationToken.None);
        var facts = new CallerFacts(request.SystemId, request.PartnerUserId, request.UserId, request.RoleId, request.OrganisationId, request.UserName);
        return new BatchCaller(
            request.TenantId, facts, (user?.OrganisationIds ?? []).ToHashSet(), role?.Permissions ?? new HashSet<string>(StringComparer.Ordinal))
        {
            WarehouseId = user?.WarehouseId,
        };
    }

    private async Task FailAsync(StoredRequest stored)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(stored.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        await db.UnitAsync(async () =>
        {
            var request = await db.Set<PartnerRequest>().FirstOrDefaultAsync(r => r.Id == stored.Id && r.State == RequestState.Processing && r.LeaseId == stored.LeaseId);
            if (request is not null)
            {
                request.End(RequestState.Failed, "9", Literals.SystemError, clock.UtcNow());
                await scope.ServiceProvider.GetRequiredService<ResultNotifier>().TellAsync(request, CancellationToken.None);
            }
            return 0;
        }, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Error, "Partner request {Request} of tenant {Tenant} failed")]
        public static partial void Failed(ILogger logger, Exception error, long request, long tenant);
    }
}
