namespace Weft.Hub.Platform.Tenancy;

/// <summary>A row with a 64-bit id, unique in the database and given out when the row is added, before it is saved.</summary>
public abstract class Row
{
    public long Id { get; protected set; }
}

/// <summary>A tenant's row (production-domain 1). The stamps are set by the context when the row is saved.</summary>
public abstract class TenantRow : Row, ITenantOwned
{
    public long TenantId { get; internal set; }
    public DateTime CreateTime { get; internal set; }
    public DateTime UpdateTime { get; internal set; }
    public long? CreatedById { get; internal set; }
    public string CreatedByName { get; internal set; } = "";

    /// <summary>Optimistic lock: grows by one with each change.</summary>
    public int Version { get; internal set; }
}

/// <summary>A row that is only marked when it is deleted; the context hides it from every query.</summary>
public interface ISoftDeleted
{
    DateTime? DeletedAt { get; }
}
