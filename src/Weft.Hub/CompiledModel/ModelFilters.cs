using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.CompiledModel;

/// <summary>
/// Puts the filters of tenant and deletion into a model that was written as code (<c>dev/model.sh</c>): EF Core's tool refuses a model that has any.
/// They are the same expressions as in a model that is built at the start.
/// </summary>
internal static class ModelFilters
{
    /// <exception cref="InvalidOperationException">A filter is not in force afterwards: nothing may be read by such a model, so the Hub does not start.</exception>
    public static void Add(RuntimeModel model)
    {
        foreach (var entity in ((IModel)model).GetEntityTypes().Where(e => !e.IsOwned() && e.BaseType is null))
        {
            // What EF Core itself keeps there when it builds a model; no public way sets a filter afterwards. CompiledModelTests hold it against such a model.
#pragma warning disable EF1001
            var filters = HubDbContext.FiltersOf(entity.ClrType).Select(f => new RuntimeQueryFilter(f.Name, f.Filter)).ToList();
            if (filters.Count > 0)
            {
                ((RuntimeEntityType)entity).AddAnnotation(CoreAnnotationNames.QueryFilter, new QueryFilterCollection(filters));
            }
            if (!entity.GetDeclaredQueryFilters().Select(f => f.Key).SequenceEqual(filters.Select(f => f.Key), StringComparer.Ordinal))
            {
                throw new InvalidOperationException($"The filters of {entity.Name} are not in force.");
            }
#pragma warning restore EF1001
        }
    }
}
