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
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
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
                modelBuilder.Entity(type).Property<long>(nameof(Row.Id)).HasValueGenerator<RowIdGenerator>().ValueGeneratedOnAdd();
                entity.FindProperty(nameof(Row.Id))!.SetIdentityNever(Database.ProviderName);
            }
            if (typeof(TenantRow).IsAssignableFrom(type))
            {
                modelBuilder.Entity(type).Property<string>(nameof(TenantRow.CreatedByName)).HasMaxLength(128);
                modelBuilder.Entity(type).Property<int>(nameof(TenantRow.Version)).IsConcurrencyToken();
            }
            if (typeof(ITenantOwned).IsAssignableFrom(type))
            {
                Generic(nameof(AddTenantFilter), type, modelBuilder);
            }
            if (typeof(ISoftDeleted).IsAssignableFrom(type))
            {
                Generic(nameof(AddDeletedFilter), type, modelBuilder);
            }
        }
    }

    private void Generic(string method, Type type, ModelBuilder builder) =>
        typeof(HubDbContext).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(this, [builder]);

    private void AddTenantFilter<T>(ModelBuilder builder) where T : class, ITenantOwned =>
        builder.Entity<T>().HasQueryFilter(TenantFilter, row => row.TenantId == FilterTenant);

    private static void AddDeletedFilter<T>(ModelBuilder builder) where T : class, ISoftDeleted =>
        builder.Entity<T>().HasQueryFilter(DeletedFilter, row => row.DeletedAt == null);

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
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
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
