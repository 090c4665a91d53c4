using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "actions_failed",
                table: "partner_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "actions_succeeded",
                table: "partner_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "function_code",
                table: "partner_runs",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "partner_approvals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false)
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
