using Xunit;

namespace Weft.Architecture.Tests;

public sealed class SqlFromValuesRuleTests
{
    [Fact]
    public void No_sql_is_put_together_from_values()
    {
        var sources = SourceTree.Sources("src", "tests", "bench").Where(source => !source.Path.EndsWith("/SqlFromValuesRuleTests.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sources);
        Assert.Empty(SqlFromValuesRule.Violations(sources));
    }

    [Theory]
    [InlineData("context.Database.ExecuteSqlRaw($\"delete from orders where id = {id}\");", "id")]
    [InlineData("await context.Database.ExecuteSqlRawAsync(\n    $\"\"\"\n    update x set a = 1; -- {order.No}\n    \"\"\", ct);", "order.No")]
    [InlineData("context.Orders.FromSqlRaw(\"select * from orders where no = '\" + no + \"'\");", "no")]
    [InlineData("command.CommandText = \"drop table \" + Quote(name);", "Quote(name)")]
    [InlineData("command.CommandText = $@\"drop table \"\"{name}\"\"\";", "name")]
    [InlineData("command.CommandText += prefix + \" limit 1\";", "prefix")]
    [InlineData("var sql = $\"select {column:x} from t\"; context.Database.SqlQueryRaw<int>(sql);", "column")]
    [InlineData("using var command = new NpgsqlCommand($\"notify {channel}\", connection);", "channel")]
    public void Sql_put_together_from_a_value_is_caught(string statement, string part) =>
        Assert.Equal([$"Orders.cs → {part}"], SqlFromValuesRule.Violations([("Orders.cs", statement)]));

    [Theory]
    [InlineData("context.Database.ExecuteSqlRaw(\"delete from orders where id = {0}\", id);")]
    [InlineData("context.Database.ExecuteSqlRaw(\"pragma x; pragma y\"); Log($\"done {id}\");")]
    [InlineData("const string Table = \"orders\"; command.CommandText = $\"select count(*) from {Table}\" + \" where a = @a\";")]
    [InlineData("command.CommandText = $\"select {nameof(Order.Id)} from orders\";")]
    [InlineData("context.Database.ExecuteSql($\"delete from orders where id = {id}\");")]
    [InlineData("Assert.Equal($\"select {id}\", sql); if (command.CommandText == $\"x{y}\") { }")]
    public void Constant_text_and_parameters_are_left_alone(string statement) =>
        Assert.Empty(SqlFromValuesRule.Violations([("Orders.cs", statement)]));

    [Fact]
    public void A_constant_of_another_type_is_left_alone() =>
        Assert.Empty(SqlFromValuesRule.Violations(
        [
            ("Claim.cs", "command.CommandText = $\"select 1 from {Outbox.Table}\";"),
            ("Outbox.cs", "class Outbox { public const string Table = \"outbox\"; }"),
        ]));
}
