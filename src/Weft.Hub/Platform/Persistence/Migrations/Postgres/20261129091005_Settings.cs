using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Settings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "for_user_id",
                table: "notices",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "license_hash",
                table: "factories",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "license_name",
                table: "factories",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "license_type",
                table: "factories",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payment_accounts",
                table: "factories",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "export_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    list = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    query = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    title = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    file_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    format = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_export_runs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_export_runs_expires_at",
                table: "export_runs",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_export_runs_state",
                table: "export_runs",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_export_runs_tenant_id_user_id",
                table: "export_runs",
                columns: new[] { "tenant_id", "user_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "export_runs");

            migrationBuilder.DropColumn(
                name: "for_user_id",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "license_hash",
                table: "factories");

            migrationBuilder.DropColumn(
                name: "license_name",
                table: "factories");

            migrationBuilder.DropColumn(
                name: "license_type",
                table: "factories");

            migrationBuilder.DropColumn(
                name: "payment_accounts",
                table: "factories");
        }
    }
}
