namespace Weft.Hub.Platform.Tenancy;

/// <summary>By which door a change came; stored with timeline entries (production-domain 1).</summary>
public enum ActorSource
{
    Job,
    Console,
    OpenApi,
    Station,
}

/// <summary>Who acts in the current request or job item: stamped on rows, timeline and audit entries.</summary>
public sealed class Actor
{
    public ActorSource Source { get; private set; } = ActorSource.Job;

    /// <summary>The user's id; null for a credential, a job and the platform.</summary>
    public long? UserId { get; private set; }

    /// <summary>The credential's id when a customer's system acts.</summary>
    public long? AppId { get; private set; }

    /// <summary>What people read: a user's name, <c>OpenAPI-</c> and the credential's name, or the job's.</summary>
    public string Name { get; private set; } = "system";

    /// <summary>The caller's network address, or null for background work.</summary>
    public string? Address { get; private set; }

    public void BecomeUser(long userId, string name, string? address) =>
        (Source, UserId, AppId, Name, Address) = (ActorSource.Console, userId, null, name, address);

    public void BecomeApp(long appId, string name, string? address) =>
        (Source, UserId, AppId, Name, Address) = (ActorSource.OpenApi, null, appId, name, address);

    public void BecomeJob(string name) => (Source, UserId, AppId, Name, Address) = (ActorSource.Job, null, null, name, null);
}
