using System.Linq.Expressions;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>Which of the tenant's orders a person sees and acts on (production-domain 2). What is out of reach is not found.</summary>
public sealed record OrderReach
{
    private OrderReach()
    {
    }

    /// <summary>Every order of the tenant: for jobs, and for people whose data scope is 全部.</summary>
    public static readonly OrderReach Everything = new();

    internal long? FactoryId { get; private init; }
    internal long? UserId { get; private init; }
    internal IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>
    /// The reach of a signed-in user: a factory's account reaches its factory's orders; 仅本人 those that the user made, follows as merchandiser, or
    /// holds a task on; 团队 and 全部 every order of the tenant.
    /// </summary>
    public static OrderReach Of(SignedInUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user switch
        {
            { FactoryId: { } factory } => new() { FactoryId = factory },
            { DataScope: DataScope.Own } => new() { UserId = user.UserId, Names = [user.Name, user.Username] },
            _ => Everything,
        };
    }

    internal Expression<Func<ProductionOrder, bool>> Filter(HubDbContext db) => (FactoryId, UserId) switch
    {
        ({ } factory, _) => order => order.FactoryId == factory,
        // Orders from the gateway have no creating user (G17): their merchandiser follows them.
        (_, { } user) => order => order.CreatedById == user || Names.Contains(order.Merchandiser)
            || db.Set<CuttingTask>().Any(task => task.OrderId == order.Id && task.ReceiverId == user),
        _ => order => true,
    };
}
