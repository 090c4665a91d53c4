using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>The conventions of the model: found mappings, names, instants, money, filters.</summary>
public abstract partial class HubDbContext
{
    public const string TenantFilter = "tenant";
    public const string DeletedFilter = "deleted";

    private static readonly System.Reflection.MethodInfo Apply = typeof(ModelBuilder).GetMethod(nameof(ModelBuilder.ApplyConfiguration))!;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // What is not set yet is told by the same value in UTC, since the tool that writes the model as code converts it.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HaveSentinel(DateTime.SpecifyKind(default, DateTimeKind.Utc));
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (var mapping in HubTypes.EndingIn("Mapping").Where(t => !t.IsAbstract))
        {
            foreach (var mapped in mapping.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)))
            {
                Apply.MakeGenericMethod(mapped.GenericTypeArguments[0]).Invoke(modelBuilder, [Activator.CreateInstance(mapping, nonPublic: true)]);
            }
        }
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            NameInSnakeCase(entity);
            if (entity.IsOwned() || entity.BaseType is not null)
            {
                continue;
            }
            var type = entity.ClrType;
            if (typeof(Row).IsAssignableFrom(type))
            {
                modelBuilder.Entity(type).Property<long>(nameof(Row.Id)).HasValueGeneratorFactory<RowIdFactory>().ValueGeneratedOnAdd();
                entity.FindProperty(nameof(Row.Id))!.SetIdentityNever(Database.ProviderName);
            }
            if (typeof(TenantRow).IsAssignableFrom(type))
            {
                modelBuilder.Entity(type).Property<string>(nameof(TenantRow.CreatedByName)).HasMaxLength(128);
                modelBuilder.Entity(type).Property<int>(nameof(TenantRow.Version)).IsConcurrencyToken();
            }
            // The tool that writes the model as code can not write filters: there the compiled model adds them (CompiledModel).
            foreach (var (name, filter) in services.IsForDescription ? [] : FiltersOf(type))
            {
                modelBuilder.Entity(type).HasQueryFilter(name, filter);
            }
        }
    }

    /// <summary>The filters of a table by what its type says: tenant-owned, deleted softly. The context in them stands for the one that asks.</summary>
    internal static IEnumerable<(string Name, LambdaExpression Filter)> FiltersOf(Type type)
    {
        var row = Expression.Parameter(type, "row");
        if (typeof(ITenantOwned).IsAssignableFrom(type))
        {
            var tenant = Expression.Property(Expression.Constant(null, typeof(HubDbContext)), nameof(FilterTenant));
            yield return (TenantFilter, Expression.Lambda(Expression.Equal(Expression.Property(row, nameof(ITenantOwned.TenantId)), tenant), row));
        }
        if (typeof(ISoftDeleted).IsAssignableFrom(type))
        {
            yield return (DeletedFilter, Expression.Lambda(Expression.Equal(Expression.Property(row, nameof(ISoftDeleted.DeletedAt)), Expression.Constant(null, typeof(DateTime?))), row));
        }
    }

    private static void NameInSnakeCase(IMutableEntityType entity)
    {
        if (entity.GetTableName() is { } table)
        {
            entity.SetTableName(SnakeCase(table));
        }
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.GetColumnName()));
        }
        foreach (var key in entity.GetKeys())
        {
            key.SetName(SnakeCase(key.GetName()!));
        }
        foreach (var foreignKey in entity.GetForeignKeys())
        {
            foreignKey.SetConstraintName(SnakeCase(foreignKey.GetConstraintName()!));
        }
        foreach (var index in entity.GetIndexes())
        {
            index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
        }
    }

    /// <summary><c>ProductionOrder</c> becomes <c>production_order</c>: plain names need no quotes in either database.</summary>
    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary>Stored instants are UTC and come back as UTC; a local time is a bug at the place that made it.</summary>
    internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : NotUtc(value),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
    {
        private static DateTime NotUtc(DateTime value) =>
            throw new InvalidOperationException($"An instant of kind {value.Kind} can not be stored; take it from TimeProvider, in UTC.");
    }
}

internal static class IdentityExtensions
{
    /// <summary>Ids come from <see cref="IdSource"/>; without this PostgreSQL would make an identity column as well.</summary>
    public static void SetIdentityNever(this IMutableProperty property, string? provider)
    {
        if (provider?.Contains("Npgsql", StringComparison.Ordinal) == true)
        {
            property.SetAnnotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.None);
        }
    }
}
