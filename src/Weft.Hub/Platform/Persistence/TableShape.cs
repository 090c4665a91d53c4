using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Weft.Hub.Platform.Persistence;

/// <summary>How rows of one entity are written, read once from the model.</summary>
internal sealed class TableShape
{
    private static readonly ConcurrentDictionary<IEntityType, TableShape?> Known = new();

    private TableShape(string table, int depth, IReadOnlyList<Column> columns) => (Table, Depth, Columns) = (table, depth, columns);

    public string Table { get; }

    /// <summary>Larger than that of every table it refers to, so that parents are written first.</summary>
    public int Depth { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Null when a row is more than its own plain columns; EF Core writes it then.</summary>
    public static TableShape? Of(IEntityType entity) => Known.GetOrAdd(entity, static e => Read(e));

    private static TableShape? Read(IEntityType entity)
    {
        var plain = entity.BaseType is null && !entity.GetDirectlyDerivedTypes().Any() && !entity.IsOwned() && !entity.GetComplexProperties().Any()
            && entity.GetTableName() is not null
            && entity.GetNavigations().All(n => !n.TargetEntityType.IsOwned())
            && entity.GetProperties().All(p => !p.IsShadowProperty() && p.GetComputedColumnSql() is null && p.GetDefaultValueSql() is null);
        return plain
            ? new TableShape(entity.GetTableName()!, DepthOf(entity, []), [.. entity.GetProperties().Select(p => new Column(p))])
            : null;
    }

    private static int DepthOf(IEntityType entity, HashSet<IEntityType> above) =>
        !above.Add(entity) ? 0 : 1 + entity.GetForeignKeys().Select(k => k.PrincipalEntityType).Where(p => p != entity)
            .Select(p => DepthOf(p, [.. above])).DefaultIfEmpty(0).Max();

    /// <summary>One column: where its value comes from and how the database wants it.</summary>
    internal sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();
        private readonly ValueConverter? converter = property.GetRelationalTypeMapping().Converter;

        public string Name { get; } = property.GetColumnName();

        public object ValueOf(object entity)
        {
            var value = getter.GetClrValue(entity);
            return (value is not null && converter is not null ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }

        /// <summary>A parameter of the column's type; its value is set for each row.</summary>
        public System.Data.Common.DbParameter NewParameter(System.Data.Common.DbCommand command, string name) =>
            mapping.CreateParameter(command, name, null, nullable: true);
    }
}
