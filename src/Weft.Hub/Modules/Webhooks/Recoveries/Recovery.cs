using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Recoveries;

/// <summary>A bulk resend, worked off in chunks in the order of sequence. What it has done is in the row, so it goes on after a crash where it was.</summary>
internal sealed class Recovery : TenantRow
{
    public long CredentialId { get; private set; }

    /// <summary>Of the events' own times; the end is not included.</summary>
    public DateTime From { get; private set; }
    public DateTime To { get; private set; }

    /// <summary>Event types, by comma; empty means all.</summary>
    public string Types { get; private set; } = "";

    /// <summary>States of the deliveries to take, by comma.</summary>
    public string States { get; private set; } = "";

    /// <summary>Later deliveries are not touched: a recovery ends.</summary>
    public long UpToSequence { get; private set; }

    /// <summary>Everything up to here is done.</summary>
    public long DoneSequence { get; private set; }

    /// <summary>How many matched when it was started.</summary>
    public long Total { get; private set; }

    /// <summary>How many were set due so far.</summary>
    public long Done { get; private set; }
    public RecoveryState State { get; private set; } = RecoveryState.Running;
    public DateTime? EndedAt { get; private set; }

    public static Recovery Start(
        long credentialId, DateTime from, DateTime to, IReadOnlyList<string> types, IReadOnlyList<DeliveryState> states, long upToSequence) => new()
        {
            CredentialId = credentialId,
            From = from,
            To = to,
            Types = string.Join(',', types),
            States = string.Join(',', states),
            UpToSequence = upToSequence,
        };

    public void Counted(long total) => Total = total;

    /// <summary>Those of the credential's deliveries that are still to be done.</summary>
    public IQueryable<Delivery> Remaining(IQueryable<Delivery> deliveries)
    {
        var states = States.Split(',').Select(Enum.Parse<DeliveryState>).ToList();
        var found = deliveries.Where(d => d.CredentialId == CredentialId && d.Sequence > DoneSequence && d.Sequence <= UpToSequence
            && d.OccurredAt >= From && d.OccurredAt < To && states.Contains(d.State));
        if (Types.Length == 0)
        {
            return found;
        }
        var types = Types.Split(',');
        return found.Where(d => types.Contains(d.Type));
    }

    public void Advance(int count, long upTo) => (Done, DoneSequence) = (Done + count, upTo);

    public void End(RecoveryState state, DateTime now) => (State, EndedAt) = (state, now);
}

internal enum RecoveryState
{
    Running,
    Done,
    Canceled,
}

internal sealed class RecoveryMapping : IEntityTypeConfiguration<Recovery>
{
    public const int MaxTypes = 20;

    public void Configure(EntityTypeBuilder<Recovery> builder)
    {
        builder.ToTable("webhook_recoveries");
        builder.Property(r => r.From).HasColumnName("occurred_from");
        builder.Property(r => r.To).HasColumnName("occurred_to");
        builder.Property(r => r.Types).HasMaxLength(MaxTypes * 33);
        builder.Property(r => r.States).HasMaxLength(64);
        // One at a time of each credential: two would only set the same deliveries due.
        builder.HasIndex(r => new { r.TenantId, r.CredentialId }).IsUnique().HasFilter("state = 'Running'");
        builder.HasIndex(r => new { r.TenantId, r.CredentialId, r.CreateTime });
    }
}
