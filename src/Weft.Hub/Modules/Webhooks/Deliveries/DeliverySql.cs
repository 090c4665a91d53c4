using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>
/// The sender's statements. Each works on many rows, which travel as one JSON parameter; so a batch of any size is one prepared statement.
/// The two databases differ in how they take such a list apart, and in how they skip rows that another node has locked.
/// </summary>
/// <param name="Insert">Adds deliveries of one credential.</param>
/// <param name="Record">Stores outcomes. Only while the delivery is open and its number of attempts is the one that the sender saw: a node whose lease ran out changes nothing.</param>
/// <param name="RecordAttempts">Stores the calls.</param>
/// <param name="Lock">Locks queues, in one order on every node, so that what follows sees all their committed deliveries; null where there is one writer.</param>
/// <param name="Release">Gives queues back, with how their receivers did, and says when they are due again.</param>
/// <param name="Claim">Leases queues that are due, longest waiting first.</param>
/// <param name="Load">The due deliveries of queues, at most so many of each.</param>
internal sealed record DeliverySql(string Insert, string Record, string RecordAttempts, string? Lock, string Release, string Claim, string Load)
{
    private const string InsertDeliveries = """
        INSERT INTO webhook_deliveries (id, tenant_id, credential_id, sequence, event_id, type, order_no, external_order_no, occurred_at, timestamp, data,
          state, next_attempt_at, attempts, round_attempts, create_time)
        SELECT r.id, @tenant, @credential, r.sequence, r.event_id, r.type, r.order_no, r.external_order_no, r.occurred_at, r.timestamp, r.data,
          'Pending', @now, 0, 0, @now FROM r
        """;

    private const string SetOutcome = """
        UPDATE webhook_deliveries AS d SET
          state = r.state, next_attempt_at = r.next_at, attempts = r.attempts, round_attempts = r.round,
          last_status_code = coalesce(r.status, d.last_status_code), last_error = r.error, closed_at = r.closed_at
        FROM r WHERE d.id = r.id AND d.tenant_id = r.tenant AND d.attempts = r.before AND d.next_attempt_at IS NOT NULL
        """;

    private const string InsertAttempts = """
        INSERT INTO webhook_attempts (tenant_id, credential_id, sequence, number, at, duration_ms, status_code, failure, answer)
        SELECT r.tenant, r.credential, r.sequence, r.attempts, r.at, r.ms, r.status, r.failure, r.answer FROM r WHERE r.failure IS NOT NULL
        ON CONFLICT DO NOTHING
        """;

    // Behind the others that are due now: a credential with much to do takes its turn again after them.
    private const string ReleaseQueues = """
        UPDATE webhook_queues AS q SET
          failed_in_row = CASE WHEN r.succeeded THEN r.failures ELSE q.failed_in_row + r.failures END,
          failing_since = CASE WHEN r.succeeded THEN NULL ELSE q.failing_since END,
          lease_owner = NULL, leased_until = NULL,
          next_due_at = (
            SELECT CASE WHEN min(d.next_attempt_at) < @now THEN @now ELSE min(d.next_attempt_at) END FROM webhook_deliveries d
            WHERE d.tenant_id = q.tenant_id AND d.credential_id = q.credential_id AND d.next_attempt_at IS NOT NULL)
        FROM r WHERE q.tenant_id = r.tenant AND q.credential_id = r.credential AND q.lease_owner = @owner AND q.leased_until = r.until
        RETURNING tenant_id, credential_id, failed_in_row, failing_since
        """;

    private const string ClaimHead = """
        WITH due AS (
          SELECT tenant_id AS t, credential_id AS c FROM webhook_queues
          WHERE next_due_at <= @now AND (leased_until IS NULL OR leased_until <= @now) AND (failed_in_row > 0) = @failing
          ORDER BY next_due_at LIMIT @count
        """;

    private const string ClaimTail = """
        )
        UPDATE webhook_queues SET lease_owner = @owner, leased_until = @until FROM due WHERE tenant_id = due.t AND credential_id = due.c
        RETURNING tenant_id, credential_id, failed_in_row
        """;

    private const string LoadColumns = """
        SELECT d.id, d.tenant_id, d.credential_id, d.sequence, d.event_id, d.type, d.order_no, d.external_order_no, d.occurred_at, d.timestamp, d.data,
          d.attempts, d.round_attempts FROM r
        """;

    private const string SqliteDeliveries = """
        WITH r AS (
          SELECT value ->> 'id' AS id, value ->> 'sequence' AS sequence, value ->> 'event_id' AS event_id, value ->> 'type' AS type,
            value ->> 'order_no' AS order_no, value ->> 'external_order_no' AS external_order_no, value ->> 'occurred_at' AS occurred_at,
            value ->> 'timestamp' AS timestamp, value ->> 'data' AS data
          FROM json_each(@rows))

        """;

    private const string PostgresDeliveries = """
        WITH r AS (
          SELECT * FROM json_to_recordset(@rows::json) AS x(
            id bigint, sequence bigint, event_id text, type text, order_no text, external_order_no text, occurred_at timestamptz, timestamp text, data text))

        """;

    private const string SqliteOutcomes = """
        WITH r AS (
          SELECT value ->> 'id' AS id, value ->> 'tenant' AS tenant, value ->> 'credential' AS credential, value ->> 'sequence' AS sequence,
            value ->> 'before' AS before, value ->> 'state' AS state, value ->> 'next_at' AS next_at, value ->> 'attempts' AS attempts,
            value ->> 'round' AS round, value ->> 'status' AS status, value ->> 'error' AS error, value ->> 'closed_at' AS closed_at,
            value ->> 'at' AS at, value ->> 'ms' AS ms, value ->> 'failure' AS failure, value ->> 'answer' AS answer
          FROM json_each(@rows))

        """;

    private const string PostgresOutcomes = """
        WITH r AS (
          SELECT * FROM json_to_recordset(@rows::json) AS x(
            id bigint, tenant bigint, credential bigint, sequence bigint, before int, state text, next_at timestamptz, attempts int, round int, status int,
            error text, closed_at timestamptz, at timestamptz, ms int, failure text, answer text))

        """;

    private const string SqliteQueues = """
        WITH r AS (
          SELECT value ->> 'tenant' AS tenant, value ->> 'credential' AS credential, value ->> 'until' AS until,
            value ->> 'failures' AS failures, value ->> 'succeeded' AS succeeded
          FROM json_each(@rows))

        """;

    private const string PostgresQueues = """
        WITH r AS (
          SELECT * FROM json_to_recordset(@rows::json) AS x(tenant bigint, credential bigint, until timestamptz, failures int, succeeded boolean))

        """;

    public static DeliverySql For(HubDbContext db) => db.IsPostgres ? Postgres : Sqlite;

    private static readonly DeliverySql Sqlite = new(
        SqliteDeliveries + InsertDeliveries,
        SqliteOutcomes + SetOutcome,
        SqliteOutcomes + InsertAttempts,
        null,
        SqliteQueues + ReleaseQueues,
        ClaimHead + ClaimTail,
        SqliteQueues + LoadColumns + """
             JOIN webhook_deliveries d ON d.id IN (
              SELECT x.id FROM webhook_deliveries x WHERE x.tenant_id = r.tenant AND x.credential_id = r.credential AND x.next_attempt_at <= @now
              ORDER BY x.next_attempt_at, x.sequence LIMIT @most)
            ORDER BY d.credential_id, d.sequence
            """);

    private static readonly DeliverySql Postgres = new(
        PostgresDeliveries + InsertDeliveries,
        PostgresOutcomes + SetOutcome,
        PostgresOutcomes + InsertAttempts,
        PostgresQueues + """
            SELECT 1 FROM webhook_queues q JOIN r ON q.tenant_id = r.tenant AND q.credential_id = r.credential ORDER BY q.credential_id FOR UPDATE OF q
            """,
        PostgresQueues + ReleaseQueues,
        ClaimHead + " FOR UPDATE SKIP LOCKED" + ClaimTail,
        PostgresQueues + LoadColumns + """
             CROSS JOIN LATERAL (
              SELECT * FROM webhook_deliveries x WHERE x.tenant_id = r.tenant AND x.credential_id = r.credential AND x.next_attempt_at <= @now
              ORDER BY x.next_attempt_at, x.sequence LIMIT @most) d
            ORDER BY d.credential_id, d.sequence
            """);
}
