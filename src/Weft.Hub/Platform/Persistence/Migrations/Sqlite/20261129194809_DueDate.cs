using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DueDate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // PostgreSQL did not search it: under row-level security it takes no condition on COALESCE for the index.
            migrationBuilder.Sql("DROP INDEX ix_production_orders_due;");

            migrationBuilder.AddColumn<DateOnly>(
                name: "due_date",
                table: "production_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("UPDATE production_orders SET due_date = coalesce(planned_end_date, expected_ship_date) WHERE planned_end_date IS NOT NULL OR expected_ship_date IS NOT NULL;");

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_status_due_date_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "status", "due_date", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_status_due_date_id",
                table: "production_orders");

            // Not DropColumn, which makes the table anew at the end and so loses the index below.
            migrationBuilder.Sql("ALTER TABLE production_orders DROP COLUMN due_date;");

            migrationBuilder.Sql("CREATE INDEX ix_production_orders_due ON production_orders (tenant_id, status, (coalesce(planned_end_date, expected_ship_date)), id);");
        }
    }
}
