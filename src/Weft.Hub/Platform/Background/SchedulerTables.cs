namespace Weft.Hub.Platform.Background;

/// <summary>
/// The clustered scheduler's tables on PostgreSQL, in the shape that Quartz 4.7 reads and writes (jobs, simple triggers, firings, nodes, locks; the
/// trigger kinds that we do not use are there because the store looks for them). The owner makes them when the database is brought up to date; the
/// application role may only use them, and the store checks them at start.
/// </summary>
internal static class SchedulerTables
{
    private const string JobKey = "sched_name text not null, job_name text not null, job_group text not null";
    private const string TriggerKey = "sched_name text not null, trigger_name text not null, trigger_group text not null";
    private const string PauseNote = "pause_reason varchar(250), paused_by varchar(200), paused_at bigint";
    private const string OfTrigger = """
        primary key (sched_name, trigger_name, trigger_group),
        foreign key (sched_name, trigger_name, trigger_group) references qrtz_triggers on delete cascade
        """;

    /// <summary>Makes what is missing; running it again changes nothing.</summary>
    public const string Sql = $"""
        create table if not exists qrtz_job_details ({JobKey},
          description text, job_class_name text not null, is_durable boolean not null, is_nonconcurrent boolean not null,
          is_update_data boolean not null, requests_recovery boolean not null, job_data bytea,
          primary key (sched_name, job_name, job_group));
        create table if not exists qrtz_triggers ({TriggerKey},
          job_name text not null, job_group text not null, description text, next_fire_time bigint, prev_fire_time bigint, priority integer,
          trigger_state text not null, trigger_type text not null, start_time bigint not null, end_time bigint, calendar_name text,
          misfire_instr smallint, misfire_orig_fire_time bigint, execution_group varchar(200), preferred_node varchar(200),
          preferred_node_auto boolean not null default false, retry_policy varchar(250), retry_attempt integer, continues_trigger_name text,
          continues_trigger_group text, continuation_condition integer, overlap_policy integer, {PauseNote}, misfire_threshold bigint,
          fixed_delay boolean, job_data bytea,
          primary key (sched_name, trigger_name, trigger_group),
          foreign key (sched_name, job_name, job_group) references qrtz_job_details);
        create table if not exists qrtz_simple_triggers ({TriggerKey},
          repeat_count bigint not null, repeat_interval bigint not null, times_triggered bigint not null, {OfTrigger});
        create table if not exists qrtz_cron_triggers ({TriggerKey}, cron_expression text not null, time_zone_id text, {OfTrigger});
        create table if not exists qrtz_simprop_triggers ({TriggerKey},
          str_prop_1 text, str_prop_2 text, str_prop_3 text, int_prop_1 integer, int_prop_2 integer, long_prop_1 bigint, long_prop_2 bigint,
          dec_prop_1 numeric, dec_prop_2 numeric, bool_prop_1 boolean, bool_prop_2 boolean, time_zone_id text, {OfTrigger});
        create table if not exists qrtz_blob_triggers ({TriggerKey}, blob_data bytea, {OfTrigger});
        create table if not exists qrtz_calendars (sched_name text not null, calendar_name text not null, calendar bytea not null,
          primary key (sched_name, calendar_name));
        create table if not exists qrtz_paused_trigger_grps (sched_name text not null, trigger_group text not null, {PauseNote},
          primary key (sched_name, trigger_group));
        create table if not exists qrtz_paused_job_grps (sched_name text not null, job_group text not null, {PauseNote},
          primary key (sched_name, job_group));
        create table if not exists qrtz_fired_triggers (sched_name text not null, entry_id text not null,
          trigger_name text not null, trigger_group text not null, instance_name text not null, fired_time bigint not null, sched_time bigint not null,
          priority integer not null, state text not null, job_name text, job_group text, is_nonconcurrent boolean not null,
          requests_recovery boolean, execution_group varchar(200), progress integer, progress_message varchar(250), interrupt_requested_time bigint,
          primary key (sched_name, entry_id));
        create table if not exists qrtz_scheduler_state (sched_name text not null, instance_name text not null,
          last_checkin_time bigint not null, checkin_interval bigint not null, quartz_version varchar(20),
          primary key (sched_name, instance_name));
        create table if not exists qrtz_locks (sched_name text not null, lock_name text not null, primary key (sched_name, lock_name));
        create index if not exists qrtz_triggers_due on qrtz_triggers (sched_name, trigger_state, next_fire_time, priority desc, misfire_instr);
        create index if not exists qrtz_triggers_job on qrtz_triggers (sched_name, job_name, job_group);
        create index if not exists qrtz_fired_triggers_node on qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
        create index if not exists qrtz_fired_triggers_job on qrtz_fired_triggers (sched_name, job_name, job_group);
        create index if not exists qrtz_fired_triggers_trigger on qrtz_fired_triggers (sched_name, trigger_name, trigger_group);
        """;
}
