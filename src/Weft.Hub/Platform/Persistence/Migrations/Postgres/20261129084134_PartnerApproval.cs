using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PartnerApproval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "warehouse_id",
                table: "partner_users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "actions_failed",
                table: "partner_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "actions_succeeded",
                table: "partner_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "function_code",
                table: "partner_runs",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "partner_approvals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_approvals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_partner_approvals_tenant_id_kind",
                table: "partner_approvals",
                columns: new[] { "tenant_id", "kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "partner_approvals");

            migrationBuilder.DropColumn(
                name: "warehouse_id",
                table: "partner_users");

            migrationBuilder.DropColumn(
                name: "actions_failed",
                table: "partner_runs");

            migrationBuilder.DropColumn(
                name: "actions_succeeded",
                table: "partner_runs");

            migrationBuilder.DropColumn(
                name: "function_code",
                table: "partner_runs");
        }
    }
}
