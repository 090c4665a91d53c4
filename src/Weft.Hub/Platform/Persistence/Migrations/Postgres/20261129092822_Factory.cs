using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Factory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_styles_tenant_id_style_no",
                table: "styles");

            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_style_no",
                table: "production_orders");

            migrationBuilder.DropIndex(
                name: "ix_factories_tenant_id_factory_code",
                table: "factories");

            migrationBuilder.DropIndex(
                name: "ix_factories_tenant_id_factory_name",
                table: "factories");

            migrationBuilder.AddColumn<DateTime>(
                name: "deleted_at",
                table: "styles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "delivery_date",
                table: "styles",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "designer",
                table: "styles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "merchandiser",
                table: "styles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "other_cost",
                table: "styles",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pattern_maker",
                table: "styles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plate_worker",
                table: "styles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "progress_node",
                table: "styles",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "sample_done_at",
                table: "styles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sample_quantity",
                table: "styles",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "target_margin",
                table: "styles",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "for_user_id",
                table: "notices",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "deleted_at",
                table: "factories",
                type: "timestamp with time zone",
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

            migrationBuilder.AddColumn<int>(
                name: "beds",
                table: "cutting_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "bundled_time",
                table: "cutting_tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cutting_bundle_count",
                table: "cutting_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "cutting_quantity",
                table: "cutting_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "received_time",
                table: "cutting_tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "remarks",
                table: "cutting_tasks",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    customer_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    contact_person = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    contact_phone = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    tenant_app_ids = table.Column<string>(type: "text", nullable: false),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cutting_bundles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    color = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    size = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    bundle_no = table.Column<int>(type: "integer", nullable: false),
                    bed_no = table.Column<int>(type: "integer", nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    qr_code = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    inspected_quantity = table.Column<int>(type: "integer", nullable: false),
                    qualified_quantity = table.Column<int>(type: "integer", nullable: false),
                    scrapped_quantity = table.Column<int>(type: "integer", nullable: false),
                    warehoused_quantity = table.Column<int>(type: "integer", nullable: false),
                    repair_waiting = table.Column<int>(type: "integer", nullable: false),
                    repair_declared = table.Column<int>(type: "integer", nullable: false),
                    repair_started = table.Column<bool>(type: "boolean", nullable: false),
                    is_scanned = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cutting_bundles", x => x.id);
                    table.ForeignKey(
                        name: "fk_cutting_bundles_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    imported = table.Column<int>(type: "integer", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                    table.UniqueConstraint("ak_import_runs_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "label_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    sealed_key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_keys", x => x.id);
                });

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

            migrationBuilder.CreateTable(
                name: "partner_bins",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_bins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_business_partners",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: true),
                    factory_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_id = table.Column<long>(type: "bigint", nullable: true),
                    short_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    group = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    is_one_time = table.Column<bool>(type: "boolean", nullable: false),
                    price_list_id = table.Column<long>(type: "bigint", nullable: true),
                    payment_term_id = table.Column<long>(type: "bigint", nullable: true),
                    credit_type = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    credit_limit = table.Column<decimal>(type: "numeric(16,2)", precision: 16, scale: 2, nullable: true),
                    tax_no = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    reference_no = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    description = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_business_partners", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_documents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    document_no = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    status = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    doc_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    accounting_date = table.Column<DateOnly>(type: "date", nullable: true),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: true),
                    warehouse_to_id = table.Column<long>(type: "bigint", nullable: true),
                    partner_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    partner_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    base_document_id = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    tax_excluded = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    tax = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    tax_included = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    description = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    receipt_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    receipt_status_to = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    caller_doc_no = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    system_id = table.Column<long>(type: "bigint", nullable: true),
                    stored_request_id = table.Column<long>(type: "bigint", nullable: true),
                    more = table.Column<string>(type: "text", nullable: true),
                    action_message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_documents", x => x.id);
                    table.UniqueConstraint("ak_partner_documents_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "partner_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    rate = table.Column<decimal>(type: "numeric(16,10)", precision: 16, scale: 10, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    tax_included = table.Column<bool>(type: "boolean", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_exports",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<long>(type: "bigint", nullable: false),
                    partner_user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    function_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    request_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    keys = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_exports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_locations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    partner_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    is_ship_to = table.Column<bool>(type: "boolean", nullable: false),
                    is_bill_to = table.Column<bool>(type: "boolean", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_locations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_materials",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    category = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    uom = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    upc = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    has_shelf_life = table.Column<bool>(type: "boolean", nullable: false),
                    guarantee_months = table.Column<int>(type: "integer", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_materials", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_movements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    stock_id = table.Column<long>(type: "bigint", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: false),
                    material_id = table.Column<long>(type: "bigint", nullable: false),
                    delta = table.Column<decimal>(type: "numeric(22,6)", precision: 22, scale: 6, nullable: false),
                    balance = table.Column<decimal>(type: "numeric(22,6)", precision: 22, scale: 6, nullable: false),
                    ref_no = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_movements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_notifications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<long>(type: "bigint", nullable: false),
                    stored_request_id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leased_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_organisations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_organisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_periods",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_periods", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_prices",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    price_list_id = table.Column<long>(type: "bigint", nullable: false),
                    product_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    price = table.Column<decimal>(type: "numeric(16,6)", precision: 16, scale: 6, nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_prices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_receipts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    outstock_no = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: false),
                    movement_date = table.Column<DateOnly>(type: "date", nullable: false),
                    order_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    external_order_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    partner_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    partner_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_receipts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    partner_user_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    function_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    function_number = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    is_async = table.Column<bool>(type: "boolean", nullable: false),
                    request_time = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    body = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    result_code = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: true),
                    message = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    result_rows = table.Column<string>(type: "text", nullable: true),
                    documents = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lease_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leased_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    function_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    succeeded = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    actions_succeeded = table.Column<int>(type: "integer", nullable: false),
                    actions_failed = table.Column<int>(type: "integer", nullable: false),
                    was_aborted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_signing_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kid = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    sealed_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_signing_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_stocks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: false),
                    bin_id = table.Column<long>(type: "bigint", nullable: false),
                    material_id = table.Column<long>(type: "bigint", nullable: false),
                    lot = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    produced_on = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(22,6)", precision: 22, scale: 6, nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_stocks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partner_systems",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    platform_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    code_hash = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    writes_blank_key = table.Column<bool>(type: "boolean", nullable: false),
                    remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    notify_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    notify_secret = table.Column<byte[]>(type: "bytea", maxLength: 512, nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_systems", x => x.id);
                    table.UniqueConstraint("ak_partner_systems_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "partner_warehouses",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    dict_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    reference_no = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    needs_logistics_receipt = table.Column<bool>(type: "boolean", nullable: false),
                    allows_negative = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_warehouses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "process_scans",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    bundle_id = table.Column<long>(type: "bigint", nullable: false),
                    bundle_no = table.Column<int>(type: "integer", nullable: false),
                    process_code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    process_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    stage = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    operator_id = table.Column<long>(type: "bigint", nullable: true),
                    operator_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    scan_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_scans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "product_skus",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    sku_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    style_id = table.Column<long>(type: "bigint", nullable: true),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    color = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    size = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    stock_quantity = table.Column<int>(type: "integer", nullable: false),
                    locked_quantity = table.Column<int>(type: "integer", nullable: false),
                    defect_quantity = table.Column<int>(type: "integer", nullable: false),
                    cost_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    sales_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_skus", x => x.id);
                    table.UniqueConstraint("ak_product_skus_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_product_skus_stock", "stock_quantity >= 0 and locked_quantity >= 0 and defect_quantity >= 0 and locked_quantity <= stock_quantity");
                });

            migrationBuilder.CreateTable(
                name: "reconciliations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    reconciliation_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    order_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: true),
                    customer_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    is_price_set = table.Column<bool>(type: "boolean", nullable: false),
                    total_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    deductions = table.Column<string>(type: "text", nullable: false),
                    deduction_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    supplement_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    final_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    material_cost = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    process_cost = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    reconciliation_date = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    verified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    verified_by = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approved_by = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    payment_method = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    payment_ref = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    payment_remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    paid_by = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    paid_by_app_id = table.Column<long>(type: "bigint", nullable: true),
                    reject_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    re_review_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    re_review_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    amounts_changed_by_id = table.Column<long>(type: "bigint", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliations", x => x.id);
                    table.UniqueConstraint("ak_reconciliations_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_reconciliations_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "style_attachments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    style_id = table.Column<long>(type: "bigint", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    file_version = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_style_attachments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "style_boms",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    style_id = table.Column<long>(type: "bigint", nullable: false),
                    material_type = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    material_code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    material_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    color = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    specification = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    unit = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    usage_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    loss_rate = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    supplier = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    sort_order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_style_boms", x => x.id);
                    table.ForeignKey(
                        name: "fk_style_boms_styles_tenant_id_style_id",
                        columns: x => new { x.tenant_id, x.style_id },
                        principalTable: "styles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "style_sizes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    style_id = table.Column<long>(type: "bigint", nullable: false),
                    part = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    value = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    tolerance = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    method = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sort_order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_style_sizes", x => x.id);
                    table.ForeignKey(
                        name: "fk_style_sizes_styles_tenant_id_style_id",
                        columns: x => new { x.tenant_id, x.style_id },
                        principalTable: "styles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_settings",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    value = table.Column<string>(type: "character varying(4096)", maxLength: 4096, nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_settings", x => new { x.tenant_id, x.user_id, x.name });
                    table.ForeignKey(
                        name: "fk_user_settings_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "warehousings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    warehousing_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    order_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    style_id = table.Column<long>(type: "bigint", nullable: true),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    bundle_id = table.Column<long>(type: "bigint", nullable: true),
                    bundle_no = table.Column<int>(type: "integer", nullable: true),
                    color = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    size = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    inspected_quantity = table.Column<int>(type: "integer", nullable: false),
                    qualified_quantity = table.Column<int>(type: "integer", nullable: false),
                    unqualified_quantity = table.Column<int>(type: "integer", nullable: false),
                    quality_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    defect_category = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    defect_handling = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    defect_remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    image_urls = table.Column<string>(type: "text", nullable: false),
                    recheck_of_id = table.Column<long>(type: "bigint", nullable: true),
                    inspector_id = table.Column<long>(type: "bigint", nullable: true),
                    inspector_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    inspected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    warehouse = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    location = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    warehoused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    warehoused_by = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    reversal_of_id = table.Column<long>(type: "bigint", nullable: true),
                    reversed = table.Column<bool>(type: "boolean", nullable: false),
                    repair_waiting = table.Column<int>(type: "integer", nullable: false),
                    repair_declared = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_warehousings", x => x.id);
                    table.ForeignKey(
                        name: "fk_warehousings_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    import_run_id = table.Column<long>(type: "bigint", nullable: false),
                    ids = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_batches", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_batches_import_runs_tenant_id_import_run_id",
                        columns: x => new { x.tenant_id, x.import_run_id },
                        principalTable: "import_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_document_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    document_id = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    caller_line_id = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    product_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    product_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    uom = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    material_id = table.Column<long>(type: "bigint", nullable: true),
                    bin_id = table.Column<long>(type: "bigint", nullable: true),
                    bin_to_id = table.Column<long>(type: "bigint", nullable: true),
                    quantity = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false),
                    done_quantity = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    tax_rate = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    tax_excluded = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    tax = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    tax_included = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    lot = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    produced_on = table.Column<DateOnly>(type: "date", nullable: true),
                    inventory_status = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    description = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    more = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_document_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_partner_document_lines_partner_documents_tenant_id_document~",
                        columns: x => new { x.tenant_id, x.document_id },
                        principalTable: "partner_documents",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_users",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_ids = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: true),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_partner_users_partner_systems_tenant_id_system_id",
                        columns: x => new { x.tenant_id, x.system_id },
                        principalTable: "partner_systems",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_movements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    sku_id = table.Column<long>(type: "bigint", nullable: false),
                    sku_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    delta = table.Column<int>(type: "integer", nullable: false),
                    balance = table.Column<int>(type: "integer", nullable: false),
                    ref_no = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    operator_id = table.Column<long>(type: "bigint", nullable: true),
                    operator_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_movements", x => x.id);
                    table.ForeignKey(
                        name: "fk_stock_movements_product_skus_tenant_id_sku_id",
                        columns: x => new { x.tenant_id, x.sku_id },
                        principalTable: "product_skus",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outstocks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    outstock_no = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    order_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    customer_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    customer_phone = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    shipping_address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    warehouse = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    express_company = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    tracking_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    operator_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    outstock_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    total_quantity = table.Column<int>(type: "integer", nullable: false),
                    total_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    receive_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    receive_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reversed = table.Column<bool>(type: "boolean", nullable: false),
                    reversal_of_id = table.Column<long>(type: "bigint", nullable: true),
                    reconciliation_id = table.Column<long>(type: "bigint", nullable: true),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    create_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    update_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by_id = table.Column<long>(type: "bigint", nullable: true),
                    created_by_name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outstocks", x => x.id);
                    table.UniqueConstraint("ak_outstocks_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_outstocks_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outstocks_reconciliations_tenant_id_reconciliation_id",
                        columns: x => new { x.tenant_id, x.reconciliation_id },
                        principalTable: "reconciliations",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outstock_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    outstock_id = table.Column<long>(type: "bigint", nullable: false),
                    sku_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    style_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    color = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    size = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    sales_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    cost_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    sort_order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outstock_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_outstock_items_outstocks_tenant_id_outstock_id",
                        columns: x => new { x.tenant_id, x.outstock_id },
                        principalTable: "outstocks",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_tenant_id_event_id",
                table: "webhook_deliveries",
                columns: new[] { "tenant_id", "event_id" });

            migrationBuilder.CreateIndex(
                name: "ix_styles_tenant_id_progress_node_create_time_id",
                table: "styles",
                columns: new[] { "tenant_id", "progress_node", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_styles_tenant_id_style_no",
                table: "styles",
                columns: new[] { "tenant_id", "style_no" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_factory_id_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "factory_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_style_no_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "style_no", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_factories_tenant_id_factory_code",
                table: "factories",
                columns: new[] { "tenant_id", "factory_code" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_factories_tenant_id_factory_name",
                table: "factories",
                columns: new[] { "tenant_id", "factory_name" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cutting_tasks_tenant_id_create_time_id",
                table: "cutting_tasks",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cutting_tasks_tenant_id_status_create_time_id",
                table: "cutting_tasks",
                columns: new[] { "tenant_id", "status", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_log_tenant_id_result_create_time_id",
                table: "call_log",
                columns: new[] { "tenant_id", "result", "create_time", "id" },
                filter: "result <> 'SUCCESS'");

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_id_create_time_id",
                table: "customers",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_tenant_id_customer_name",
                table: "customers",
                columns: new[] { "tenant_id", "customer_name" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cutting_bundles_tenant_id_order_id_bundle_no",
                table: "cutting_bundles",
                columns: new[] { "tenant_id", "order_id", "bundle_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cutting_bundles_tenant_id_qr_code",
                table: "cutting_bundles",
                columns: new[] { "tenant_id", "qr_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cutting_bundles_tenant_id_status_id",
                table: "cutting_bundles",
                columns: new[] { "tenant_id", "status", "id" });

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

            migrationBuilder.CreateIndex(
                name: "ix_import_batches_tenant_id_import_run_id",
                table: "import_batches",
                columns: new[] { "tenant_id", "import_run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_tenant_id_create_time_id",
                table: "import_runs",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_label_keys_tenant_id",
                table: "label_keys",
                column: "tenant_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outstock_items_tenant_id_outstock_id",
                table: "outstock_items",
                columns: new[] { "tenant_id", "outstock_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_create_time_id",
                table: "outstocks",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_order_id",
                table: "outstocks",
                columns: new[] { "tenant_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_outstock_no",
                table: "outstocks",
                columns: new[] { "tenant_id", "outstock_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_reconciliation_id",
                table: "outstocks",
                columns: new[] { "tenant_id", "reconciliation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_reversal_of_id",
                table: "outstocks",
                columns: new[] { "tenant_id", "reversal_of_id" },
                unique: true,
                filter: "reversal_of_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outstocks_tenant_id_tracking_no",
                table: "outstocks",
                columns: new[] { "tenant_id", "tracking_no" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_approvals_tenant_id_kind",
                table: "partner_approvals",
                columns: new[] { "tenant_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_bins_tenant_id_name",
                table: "partner_bins",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_bins_tenant_id_warehouse_id_code",
                table: "partner_bins",
                columns: new[] { "tenant_id", "warehouse_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_business_partners_tenant_id_code",
                table: "partner_business_partners",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_business_partners_tenant_id_customer_id",
                table: "partner_business_partners",
                columns: new[] { "tenant_id", "customer_id" },
                unique: true,
                filter: "customer_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_partner_business_partners_tenant_id_factory_id",
                table: "partner_business_partners",
                columns: new[] { "tenant_id", "factory_id" },
                unique: true,
                filter: "factory_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_partner_business_partners_tenant_id_name",
                table: "partner_business_partners",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_document_lines_tenant_id_document_id",
                table: "partner_document_lines",
                columns: new[] { "tenant_id", "document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_approval",
                table: "partner_documents",
                columns: new[] { "tenant_id", "id" },
                filter: "status = 'AP'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_open",
                table: "partner_documents",
                columns: new[] { "tenant_id", "kind" },
                filter: "status = 'IP'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_pending",
                table: "partner_documents",
                columns: new[] { "tenant_id", "date", "document_no" },
                filter: "receipt_status = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_pending_to",
                table: "partner_documents",
                columns: new[] { "tenant_id", "date", "document_no" },
                filter: "receipt_status_to = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_shipment",
                table: "partner_documents",
                columns: new[] { "tenant_id", "caller_doc_no" },
                filter: "kind = '111'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_tenant_id_base_document_id",
                table: "partner_documents",
                columns: new[] { "tenant_id", "base_document_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_tenant_id_document_no",
                table: "partner_documents",
                columns: new[] { "tenant_id", "document_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_tenant_id_kind_create_time_id",
                table: "partner_documents",
                columns: new[] { "tenant_id", "kind", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_documents_tenant_id_stored_request_id",
                table: "partner_documents",
                columns: new[] { "tenant_id", "stored_request_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_entries_tenant_id_kind_code",
                table: "partner_entries",
                columns: new[] { "tenant_id", "kind", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_exports_started_at",
                table: "partner_exports",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_partner_exports_tenant_id_started_at_id",
                table: "partner_exports",
                columns: new[] { "tenant_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_locations_tenant_id_partner_id_name",
                table: "partner_locations",
                columns: new[] { "tenant_id", "partner_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_materials_tenant_id_code",
                table: "partner_materials",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_materials_tenant_id_name",
                table: "partner_materials",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_movements_tenant_id_ref_no",
                table: "partner_movements",
                columns: new[] { "tenant_id", "ref_no" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_movements_tenant_id_stock_id_time_id",
                table: "partner_movements",
                columns: new[] { "tenant_id", "stock_id", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_movements_tenant_id_time_id",
                table: "partner_movements",
                columns: new[] { "tenant_id", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_notifications_created_at",
                table: "partner_notifications",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_partner_notifications_due",
                table: "partner_notifications",
                columns: new[] { "next_at", "id" },
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_partner_notifications_tenant_id_stored_request_id_id",
                table: "partner_notifications",
                columns: new[] { "tenant_id", "stored_request_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_organisations_tenant_id_code",
                table: "partner_organisations",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_periods_tenant_id_month",
                table: "partner_periods",
                columns: new[] { "tenant_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_prices_tenant_id_price_list_id_product_code",
                table: "partner_prices",
                columns: new[] { "tenant_id", "price_list_id", "product_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_receipts_tenant_id_create_time_id",
                table: "partner_receipts",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_receipts_tenant_id_outstock_no",
                table: "partner_receipts",
                columns: new[] { "tenant_id", "outstock_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_receipts_tenant_id_status_movement_date_outstock_no",
                table: "partner_receipts",
                columns: new[] { "tenant_id", "status", "movement_date", "outstock_no" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_receipts_tenant_id_taken_by",
                table: "partner_receipts",
                columns: new[] { "tenant_id", "taken_by" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_requests_open",
                table: "partner_requests",
                columns: new[] { "received_at", "id" },
                filter: "state in ('Waiting', 'Again', 'Processing')");

            migrationBuilder.CreateIndex(
                name: "ix_partner_requests_tenant_id_received_at_id",
                table: "partner_requests",
                columns: new[] { "tenant_id", "received_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_requests_tenant_id_state_received_at",
                table: "partner_requests",
                columns: new[] { "tenant_id", "state", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_requests_tenant_id_system_id_request_id",
                table: "partner_requests",
                columns: new[] { "tenant_id", "system_id", "request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_runs_started_at",
                table: "partner_runs",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_partner_runs_tenant_id_started_at_id",
                table: "partner_runs",
                columns: new[] { "tenant_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_signing_keys_kid",
                table: "partner_signing_keys",
                column: "kid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_stocks_tenant_id_material_id_bin_id_lot_produced_on~",
                table: "partner_stocks",
                columns: new[] { "tenant_id", "material_id", "bin_id", "lot", "produced_on", "status" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_stocks_tenant_id_warehouse_id",
                table: "partner_stocks",
                columns: new[] { "tenant_id", "warehouse_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_systems_code",
                table: "partner_systems",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_systems_tenant_id_name",
                table: "partner_systems",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_users_tenant_id_system_id_user_name",
                table: "partner_users",
                columns: new[] { "tenant_id", "system_id", "user_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_users_tenant_id_user_id",
                table: "partner_users",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_warehouses_tenant_id_dict_id",
                table: "partner_warehouses",
                columns: new[] { "tenant_id", "dict_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_process_scans_tenant_id_bundle_id_process_name",
                table: "process_scans",
                columns: new[] { "tenant_id", "bundle_id", "process_name" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_process_scans_tenant_id_order_id_process_name",
                table: "process_scans",
                columns: new[] { "tenant_id", "order_id", "process_name" });

            migrationBuilder.CreateIndex(
                name: "ix_process_scans_tenant_id_scan_time_id",
                table: "process_scans",
                columns: new[] { "tenant_id", "scan_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_product_skus_tenant_id_sku_code",
                table: "product_skus",
                columns: new[] { "tenant_id", "sku_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_product_skus_tenant_id_style_no_color_size",
                table: "product_skus",
                columns: new[] { "tenant_id", "style_no", "color", "size" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_payment_ref",
                table: "reconciliations",
                columns: new[] { "tenant_id", "paid_by_app_id", "payment_ref" },
                unique: true,
                filter: "paid_by_app_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_tenant_id_create_time_id",
                table: "reconciliations",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_tenant_id_customer_id_create_time_id",
                table: "reconciliations",
                columns: new[] { "tenant_id", "customer_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_tenant_id_order_id",
                table: "reconciliations",
                columns: new[] { "tenant_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_tenant_id_reconciliation_no",
                table: "reconciliations",
                columns: new[] { "tenant_id", "reconciliation_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_tenant_id_status_create_time_id",
                table: "reconciliations",
                columns: new[] { "tenant_id", "status", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_ref_no",
                table: "stock_movements",
                columns: new[] { "tenant_id", "ref_no" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_sku_id_time_id",
                table: "stock_movements",
                columns: new[] { "tenant_id", "sku_id", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_movements_tenant_id_time_id",
                table: "stock_movements",
                columns: new[] { "tenant_id", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_style_attachments_tenant_id_style_id_file_name_file_version",
                table: "style_attachments",
                columns: new[] { "tenant_id", "style_id", "file_name", "file_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_style_boms_tenant_id_style_id",
                table: "style_boms",
                columns: new[] { "tenant_id", "style_id" });

            migrationBuilder.CreateIndex(
                name: "ix_style_sizes_tenant_id_style_id_part_size",
                table: "style_sizes",
                columns: new[] { "tenant_id", "style_id", "part", "size" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_bundle_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "bundle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_inspected_at_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "inspected_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_order_id_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "order_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_order_no_inspected_at_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "order_no", "inspected_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_quality_status_inspected_at_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "quality_status", "inspected_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_reversal_of_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "reversal_of_id" },
                unique: true,
                filter: "reversal_of_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_style_no_inspected_at_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "style_no", "inspected_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_warehoused_at_id",
                table: "warehousings",
                columns: new[] { "tenant_id", "warehoused_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_warehousings_tenant_id_warehousing_no",
                table: "warehousings",
                columns: new[] { "tenant_id", "warehousing_no" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "cutting_bundles");

            migrationBuilder.DropTable(
                name: "export_runs");

            migrationBuilder.DropTable(
                name: "import_batches");

            migrationBuilder.DropTable(
                name: "label_keys");

            migrationBuilder.DropTable(
                name: "outstock_items");

            migrationBuilder.DropTable(
                name: "partner_approvals");

            migrationBuilder.DropTable(
                name: "partner_bins");

            migrationBuilder.DropTable(
                name: "partner_business_partners");

            migrationBuilder.DropTable(
                name: "partner_document_lines");

            migrationBuilder.DropTable(
                name: "partner_entries");

            migrationBuilder.DropTable(
                name: "partner_exports");

            migrationBuilder.DropTable(
                name: "partner_locations");

            migrationBuilder.DropTable(
                name: "partner_materials");

            migrationBuilder.DropTable(
                name: "partner_movements");

            migrationBuilder.DropTable(
                name: "partner_notifications");

            migrationBuilder.DropTable(
                name: "partner_organisations");

            migrationBuilder.DropTable(
                name: "partner_periods");

            migrationBuilder.DropTable(
                name: "partner_prices");

            migrationBuilder.DropTable(
                name: "partner_receipts");

            migrationBuilder.DropTable(
                name: "partner_requests");

            migrationBuilder.DropTable(
                name: "partner_runs");

            migrationBuilder.DropTable(
                name: "partner_signing_keys");

            migrationBuilder.DropTable(
                name: "partner_stocks");

            migrationBuilder.DropTable(
                name: "partner_users");

            migrationBuilder.DropTable(
                name: "partner_warehouses");

            migrationBuilder.DropTable(
                name: "process_scans");

            migrationBuilder.DropTable(
                name: "stock_movements");

            migrationBuilder.DropTable(
                name: "style_attachments");

            migrationBuilder.DropTable(
                name: "style_boms");

            migrationBuilder.DropTable(
                name: "style_sizes");

            migrationBuilder.DropTable(
                name: "user_settings");

            migrationBuilder.DropTable(
                name: "warehousings");

            migrationBuilder.DropTable(
                name: "import_runs");

            migrationBuilder.DropTable(
                name: "outstocks");

            migrationBuilder.DropTable(
                name: "partner_documents");

            migrationBuilder.DropTable(
                name: "partner_systems");

            migrationBuilder.DropTable(
                name: "product_skus");

            migrationBuilder.DropTable(
                name: "reconciliations");

            migrationBuilder.DropIndex(
                name: "ix_webhook_deliveries_tenant_id_event_id",
                table: "webhook_deliveries");

            migrationBuilder.DropIndex(
                name: "ix_styles_tenant_id_progress_node_create_time_id",
                table: "styles");

            migrationBuilder.DropIndex(
                name: "ix_styles_tenant_id_style_no",
                table: "styles");

            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_factory_id_create_time_id",
                table: "production_orders");

            migrationBuilder.DropIndex(
                name: "ix_production_orders_tenant_id_style_no_create_time_id",
                table: "production_orders");

            migrationBuilder.DropIndex(
                name: "ix_factories_tenant_id_factory_code",
                table: "factories");

            migrationBuilder.DropIndex(
                name: "ix_factories_tenant_id_factory_name",
                table: "factories");

            migrationBuilder.DropIndex(
                name: "ix_cutting_tasks_tenant_id_create_time_id",
                table: "cutting_tasks");

            migrationBuilder.DropIndex(
                name: "ix_cutting_tasks_tenant_id_status_create_time_id",
                table: "cutting_tasks");

            migrationBuilder.DropIndex(
                name: "ix_call_log_tenant_id_result_create_time_id",
                table: "call_log");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "delivery_date",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "designer",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "merchandiser",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "other_cost",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "pattern_maker",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "plate_worker",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "progress_node",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "sample_done_at",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "sample_quantity",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "target_margin",
                table: "styles");

            migrationBuilder.DropColumn(
                name: "for_user_id",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "factories");

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

            migrationBuilder.DropColumn(
                name: "beds",
                table: "cutting_tasks");

            migrationBuilder.DropColumn(
                name: "bundled_time",
                table: "cutting_tasks");

            migrationBuilder.DropColumn(
                name: "cutting_bundle_count",
                table: "cutting_tasks");

            migrationBuilder.DropColumn(
                name: "cutting_quantity",
                table: "cutting_tasks");

            migrationBuilder.DropColumn(
                name: "received_time",
                table: "cutting_tasks");

            migrationBuilder.DropColumn(
                name: "remarks",
                table: "cutting_tasks");

            migrationBuilder.CreateIndex(
                name: "ix_styles_tenant_id_style_no",
                table: "styles",
                columns: new[] { "tenant_id", "style_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_style_no",
                table: "production_orders",
                columns: new[] { "tenant_id", "style_no" });

            migrationBuilder.CreateIndex(
                name: "ix_factories_tenant_id_factory_code",
                table: "factories",
                columns: new[] { "tenant_id", "factory_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_factories_tenant_id_factory_name",
                table: "factories",
                columns: new[] { "tenant_id", "factory_name" },
                unique: true);
        }
    }
}
