using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Figures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_create_time_id",
                table: "production_orders");

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_figures",
                table: "production_orders",
                columns: new[] { "tenant_id", "create_time", "id", "status", "source_type", "order_quantity" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_update_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "update_time", "id" });

            // An order is late by the day that it was planned for, or else by the day it should ship: EF Core knows no index of an expression.
            migrationBuilder.Sql("CREATE INDEX ix_production_orders_due ON production_orders (tenant_id, status, (coalesce(planned_end_date, expected_ship_date)), id);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ix_production_orders_due;");

            migrationBuilder.DropIndex(
                name: "ix_production_orders_figures",
                table: "production_orders");

            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_update_time_id",
                table: "production_orders");

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "create_time", "id" });
        }
    }
}
