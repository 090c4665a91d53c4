using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Weft.Hub.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "app_orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    order_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    tenant_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    app_id = table.Column<long>(type: "INTEGER", nullable: false),
                    app_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    order_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    subscription_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    user_count = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    total_amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    discount_amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    actual_amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    payment_method = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    payment_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    contact_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    contact_email = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    company_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    invoice_required = table.Column<bool>(type: "INTEGER", nullable: false),
                    invoice_title = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    invoice_tax_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    credential_mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    tenant_app_id = table.Column<long>(type: "INTEGER", nullable: true),
                    subscription_id = table.Column<long>(type: "INTEGER", nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_app_orders", x => x.id);
                    table.UniqueConstraint("ak_app_orders_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "call_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    app_id = table.Column<long>(type: "INTEGER", nullable: false),
                    app_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    direction = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    client_request_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    http_method = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    request_path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    request_body = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    response_body = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    response_code = table.Column<int>(type: "INTEGER", nullable: false),
                    result = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    error_message = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    cost_ms = table.Column<int>(type: "INTEGER", nullable: false),
                    client_ip = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: true),
                    order_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    external_order_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "counters",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counters", x => new { x.tenant_id, x.prefix, x.day });
                });

            migrationBuilder.CreateTable(
                name: "credential_days",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    app_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false),
                    last_grant = table.Column<int>(type: "INTEGER", nullable: false),
                    last_call_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_days", x => new { x.tenant_id, x.app_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "dicts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sort = table.Column<int>(type: "INTEGER", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dicts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "factories",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    factory_code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    factory_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    factory_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    supplier_type = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    contact_person = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    daily_capacity = table.Column<int>(type: "INTEGER", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_factories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "login_attempts",
                columns: table => new
                {
                    name_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    window_start = table.Column<DateTime>(type: "TEXT", nullable: false),
                    locked_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_login_attempts", x => x.name_hash);
                });

            migrationBuilder.CreateTable(
                name: "login_logs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    username = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    succeeded = table.Column<bool>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_login_logs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    once_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.UniqueConstraint("ak_notices_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "operation_logs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    module = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    operation = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    operator_id = table.Column<long>(type: "INTEGER", nullable: true),
                    operator_app_id = table.Column<long>(type: "INTEGER", nullable: true),
                    operator_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    target_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    target_id = table.Column<long>(type: "INTEGER", nullable: true),
                    target_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    details = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    succeeded = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operation_logs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    occurred_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "production_orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    order_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    source_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    source_app_id = table.Column<long>(type: "INTEGER", nullable: true),
                    external_order_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    style_id = table.Column<long>(type: "INTEGER", nullable: true),
                    style_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    product_category = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    factory_id = table.Column<long>(type: "INTEGER", nullable: true),
                    factory_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    factory_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    customer_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    company = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    merchandiser = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    pattern_maker = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    colors = table.Column<string>(type: "TEXT", nullable: false),
                    sizes = table.Column<string>(type: "TEXT", nullable: false),
                    line_allocation_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    order_quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    customer_quantity = table.Column<int>(type: "INTEGER", nullable: true),
                    completed_quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    inspected_quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    cutting_quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    cutting_bundle_count = table.Column<int>(type: "INTEGER", nullable: false),
                    shipped_quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    material_arrival_rate = table.Column<int>(type: "INTEGER", nullable: false),
                    procurement_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    production_progress = table.Column<int>(type: "INTEGER", nullable: false),
                    processes = table.Column<string>(type: "TEXT", nullable: false),
                    factory_unit_price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    order_unit_price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    planned_start_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    planned_end_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    expected_ship_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    actual_start_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    actual_end_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    urgency = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    plate_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    remarks = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_production_orders", x => x.id);
                    table.UniqueConstraint("ak_production_orders_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "replay_claims",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_replay_claims", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    data_scope = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    is_administrator = table.Column<bool>(type: "INTEGER", nullable: false),
                    permissions = table.Column<string>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                    table.UniqueConstraint("ak_roles_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "security_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: false),
                    http_method = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    request_path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    app_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_security_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "store_apps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    app_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_icon = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    app_desc = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    app_detail = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    price_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    price_monthly = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    price_yearly = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    price_once = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false),
                    is_hot = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_new = table.Column<bool>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    features = table.Column<string>(type: "TEXT", nullable: false),
                    screenshots = table.Column<string>(type: "TEXT", nullable: false),
                    min_users = table.Column<int>(type: "INTEGER", nullable: false),
                    max_users = table.Column<int>(type: "INTEGER", nullable: false),
                    trial_days = table.Column<int>(type: "INTEGER", nullable: false),
                    trial_daily_quota = table.Column<int>(type: "INTEGER", nullable: false),
                    paid_daily_quota = table.Column<int>(type: "INTEGER", nullable: false),
                    max_daily_quota = table.Column<int>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_store_apps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "styles",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    style_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    season = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    year = table.Column<int>(type: "INTEGER", nullable: true),
                    month = table.Column<int>(type: "INTEGER", nullable: true),
                    color = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    size = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    customer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    cycle = table.Column<int>(type: "INTEGER", nullable: true),
                    cover = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    description = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    plate_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    pattern_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_styles", x => x.id);
                    table.UniqueConstraint("ak_styles_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tenant_settings",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    completion_threshold = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    over_cut_rate = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    manages_material = table.Column<bool>(type: "INTEGER", nullable: false),
                    completes_automatically = table.Column<bool>(type: "INTEGER", nullable: false),
                    needs_two_people = table.Column<bool>(type: "INTEGER", nullable: false),
                    requires_scans = table.Column<bool>(type: "INTEGER", nullable: false),
                    allows_registration = table.Column<bool>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenant_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tenant_subscriptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    subscription_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    tenant_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    app_id = table.Column<long>(type: "INTEGER", nullable: false),
                    app_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    subscription_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    user_count = table.Column<int>(type: "INTEGER", nullable: false),
                    start_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    end_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    auto_renew = table.Column<bool>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenant_subscriptions", x => x.id);
                    table.UniqueConstraint("ak_tenant_subscriptions_tenant_id_id", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tenants",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    contact_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    invoice_title = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    invoice_tax_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    owner_user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    accounts_revision = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "timeline_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    entity_type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    entity_id = table.Column<long>(type: "INTEGER", nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    from_state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    to_state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    operator_id = table.Column<long>(type: "INTEGER", nullable: true),
                    operator_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    time = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timeline_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    credential_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    order_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    external_order_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    occurred_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    timestamp = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    round_attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.UniqueConstraint("ak_webhook_deliveries_tenant_id_credential_id_sequence", x => new { x.tenant_id, x.credential_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "webhook_queues",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    credential_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lease_owner = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    leased_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_in_row = table.Column<int>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_queues", x => new { x.tenant_id, x.credential_id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_recoveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    credential_id = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    occurred_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    types = table.Column<string>(type: "TEXT", maxLength: 660, nullable: false),
                    states = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    up_to_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    done_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    done = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_recoveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "app_payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    payment_method = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    payment_channel = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    third_party_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    payment_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    refund_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    refund_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_app_payments", x => x.id);
                    table.ForeignKey(
                        name: "fk_app_payments_app_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "app_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_reads",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    notice_id = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_reads", x => new { x.tenant_id, x.notice_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_notice_reads_notices_tenant_id_notice_id",
                        columns: x => new { x.tenant_id, x.notice_id },
                        principalTable: "notices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cutting_tasks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    style_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    style_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    receiver_id = table.Column<long>(type: "INTEGER", nullable: true),
                    receiver_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    expected_ship_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cutting_tasks", x => x.id);
                    table.ForeignKey(
                        name: "fk_cutting_tasks_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: false),
                    color = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    size = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_lines_production_orders_tenant_id_order_id",
                        columns: x => new { x.tenant_id, x.order_id },
                        principalTable: "production_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    username = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    username_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    role_id = table.Column<long>(type: "INTEGER", nullable: true),
                    data_scope = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    factory_id = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    approval = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    approval_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    link_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    link_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_login_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_login_ip = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.UniqueConstraint("ak_users_tenant_id_id", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_users_roles_tenant_id_role_id",
                        columns: x => new { x.tenant_id, x.role_id },
                        principalTable: "roles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "style_processes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    style_id = table.Column<long>(type: "INTEGER", nullable: false),
                    process_code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    process_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    progress_stage = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    machine_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    standard_time = table.Column<int>(type: "INTEGER", nullable: true),
                    price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    sort_order = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_style_processes", x => x.id);
                    table.ForeignKey(
                        name: "fk_style_processes_styles_tenant_id_style_id",
                        columns: x => new { x.tenant_id, x.style_id },
                        principalTable: "styles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "subscription_periods",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    subscription_id = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<long>(type: "INTEGER", nullable: true),
                    from_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    to_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    months = table.Column<int>(type: "INTEGER", nullable: true),
                    price = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    taken_back_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscription_periods", x => x.id);
                    table.ForeignKey(
                        name: "fk_subscription_periods_tenant_subscriptions_tenant_id_subscription_id",
                        columns: x => new { x.tenant_id, x.subscription_id },
                        principalTable: "tenant_subscriptions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tenant_apps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    app_name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    app_key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    disabled_by = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    disabled_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    callback_url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    external_api_url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    config_json = table.Column<string>(type: "TEXT", nullable: true),
                    order_scope = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    require_v2_signature = table.Column<bool>(type: "INTEGER", nullable: false),
                    ip_allow_list = table.Column<string>(type: "TEXT", nullable: false),
                    daily_quota = table.Column<int>(type: "INTEGER", nullable: false),
                    expire_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    keeps_own_expiry = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_trial = table.Column<bool>(type: "INTEGER", nullable: false),
                    subscription_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    app_secret = table.Column<byte[]>(type: "BLOB", maxLength: 512, nullable: true),
                    secret_hint = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    secret_pending = table.Column<bool>(type: "INTEGER", nullable: false),
                    previous_secret = table.Column<byte[]>(type: "BLOB", maxLength: 512, nullable: true),
                    previous_secret_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    callback_secret = table.Column<byte[]>(type: "BLOB", maxLength: 512, nullable: true),
                    callback_secret_hint = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    callback_secret_shown = table.Column<bool>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    update_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenant_apps", x => x.id);
                    table.ForeignKey(
                        name: "fk_tenant_apps_tenant_subscriptions_tenant_id_subscription_id",
                        columns: x => new { x.tenant_id, x.subscription_id },
                        principalTable: "tenant_subscriptions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    credential_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    duration_ms = table.Column<int>(type: "INTEGER", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: false),
                    failure = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.tenant_id, x.credential_id, x.sequence, x.number });
                    table.ForeignKey(
                        name: "fk_webhook_attempts_delivery",
                        columns: x => new { x.tenant_id, x.credential_id, x.sequence },
                        principalTable: "webhook_deliveries",
                        principalColumns: new[] { "tenant_id", "credential_id", "sequence" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tenant_id = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    create_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    idle_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_app_orders_order_no",
                table: "app_orders",
                column: "order_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_app_orders_status_create_time",
                table: "app_orders",
                columns: new[] { "status", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_app_orders_tenant_id_app_code_subscription_type",
                table: "app_orders",
                columns: new[] { "tenant_id", "app_code", "subscription_type" },
                unique: true,
                filter: "status = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_app_orders_tenant_id_create_time",
                table: "app_orders",
                columns: new[] { "tenant_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_app_payments_payment_method_third_party_no",
                table: "app_payments",
                columns: new[] { "payment_method", "third_party_no" },
                unique: true,
                filter: "third_party_no IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_app_payments_payment_no",
                table: "app_payments",
                column: "payment_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_app_payments_tenant_id_order_id",
                table: "app_payments",
                columns: new[] { "tenant_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_log_create_time",
                table: "call_log",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "ix_call_log_tenant_id_app_id_create_time",
                table: "call_log",
                columns: new[] { "tenant_id", "app_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_call_log_tenant_id_create_time_id",
                table: "call_log",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_log_tenant_id_order_no",
                table: "call_log",
                columns: new[] { "tenant_id", "order_no" },
                filter: "order_no IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cutting_tasks_tenant_id_order_id",
                table: "cutting_tasks",
                columns: new[] { "tenant_id", "order_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dicts_tenant_id_type_code",
                table: "dicts",
                columns: new[] { "tenant_id", "type", "code" },
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_window_start",
                table: "login_attempts",
                column: "window_start");

            migrationBuilder.CreateIndex(
                name: "ix_login_logs_tenant_id_create_time",
                table: "login_logs",
                columns: new[] { "tenant_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_tenant_id_create_time",
                table: "notices",
                columns: new[] { "tenant_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_tenant_id_once_key",
                table: "notices",
                columns: new[] { "tenant_id", "once_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operation_logs_tenant_id_create_time",
                table: "operation_logs",
                columns: new[] { "tenant_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "ix_operation_logs_tenant_id_target_type_target_id",
                table: "operation_logs",
                columns: new[] { "tenant_id", "target_type", "target_id" });

            migrationBuilder.CreateIndex(
                name: "ix_order_lines_tenant_id_order_id_color_size",
                table: "order_lines",
                columns: new[] { "tenant_id", "order_id", "color", "size" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_tenant_id_occurred_at_id",
                table: "outbox",
                columns: new[] { "tenant_id", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_external_order_no_source_app_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "external_order_no", "source_app_id" },
                unique: true,
                filter: "external_order_no is not null");

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_order_no",
                table: "production_orders",
                columns: new[] { "tenant_id", "order_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_source_app_id_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "source_app_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_status_create_time_id",
                table: "production_orders",
                columns: new[] { "tenant_id", "status", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_production_orders_tenant_id_style_no",
                table: "production_orders",
                columns: new[] { "tenant_id", "style_no" });

            migrationBuilder.CreateIndex(
                name: "ix_replay_claims_expires_at",
                table: "replay_claims",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_roles_tenant_id_code",
                table: "roles",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_security_log_create_time",
                table: "security_log",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_ends_at",
                table: "sessions",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_tenant_id_user_id",
                table: "sessions",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_token_hash",
                table: "sessions",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_store_apps_app_code",
                table: "store_apps",
                column: "app_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_style_processes_tenant_id_style_id_process_name",
                table: "style_processes",
                columns: new[] { "tenant_id", "style_id", "process_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_styles_tenant_id_create_time_id",
                table: "styles",
                columns: new[] { "tenant_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_styles_tenant_id_style_no",
                table: "styles",
                columns: new[] { "tenant_id", "style_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscription_periods_tenant_id_order_id",
                table: "subscription_periods",
                columns: new[] { "tenant_id", "order_id" },
                unique: true,
                filter: "order_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_subscription_periods_tenant_id_subscription_id",
                table: "subscription_periods",
                columns: new[] { "tenant_id", "subscription_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_apps_app_key",
                table: "tenant_apps",
                column: "app_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenant_apps_status_expire_time",
                table: "tenant_apps",
                columns: new[] { "status", "expire_time" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_apps_tenant_id_app_name",
                table: "tenant_apps",
                columns: new[] { "tenant_id", "app_name" },
                unique: true,
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tenant_apps_tenant_id_app_type",
                table: "tenant_apps",
                columns: new[] { "tenant_id", "app_type" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_apps_tenant_id_subscription_id",
                table: "tenant_apps",
                columns: new[] { "tenant_id", "subscription_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_settings_tenant_id",
                table: "tenant_settings",
                column: "tenant_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenant_subscriptions_active",
                table: "tenant_subscriptions",
                columns: new[] { "tenant_id", "app_code" },
                unique: true,
                filter: "status = 'Active'");

            migrationBuilder.CreateIndex(
                name: "ix_tenant_subscriptions_status_end_time",
                table: "tenant_subscriptions",
                columns: new[] { "status", "end_time" });

            migrationBuilder.CreateIndex(
                name: "ix_tenant_subscriptions_tenant_id_subscription_no",
                table: "tenant_subscriptions",
                columns: new[] { "tenant_id", "subscription_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenant_subscriptions_trial",
                table: "tenant_subscriptions",
                columns: new[] { "tenant_id", "app_code" },
                unique: true,
                filter: "subscription_type = 'Trial'");

            migrationBuilder.CreateIndex(
                name: "ix_tenants_code",
                table: "tenants",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_timeline_entries_tenant_id_entity_type_entity_id",
                table: "timeline_entries",
                columns: new[] { "tenant_id", "entity_type", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_link_hash",
                table: "users",
                column: "link_hash");

            migrationBuilder.CreateIndex(
                name: "ix_users_tenant_id_role_id",
                table: "users",
                columns: new[] { "tenant_id", "role_id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_username_key",
                table: "users",
                column: "username_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due",
                table: "webhook_deliveries",
                columns: new[] { "tenant_id", "credential_id", "next_attempt_at", "sequence" },
                filter: "next_attempt_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_tenant_id_credential_id_closed_at",
                table: "webhook_deliveries",
                columns: new[] { "tenant_id", "credential_id", "closed_at" },
                filter: "state = 'Dead'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_tenant_id_order_no",
                table: "webhook_deliveries",
                columns: new[] { "tenant_id", "order_no" },
                filter: "order_no IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_queues_next_due_at",
                table: "webhook_queues",
                column: "next_due_at",
                filter: "next_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_recoveries_tenant_id_credential_id",
                table: "webhook_recoveries",
                columns: new[] { "tenant_id", "credential_id" },
                unique: true,
                filter: "state = 'Running'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_recoveries_tenant_id_credential_id_create_time",
                table: "webhook_recoveries",
                columns: new[] { "tenant_id", "credential_id", "create_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "app_payments");

            migrationBuilder.DropTable(
                name: "call_log");

            migrationBuilder.DropTable(
                name: "counters");

            migrationBuilder.DropTable(
                name: "credential_days");

            migrationBuilder.DropTable(
                name: "cutting_tasks");

            migrationBuilder.DropTable(
                name: "dicts");

            migrationBuilder.DropTable(
                name: "factories");

            migrationBuilder.DropTable(
                name: "login_attempts");

            migrationBuilder.DropTable(
                name: "login_logs");

            migrationBuilder.DropTable(
                name: "notice_reads");

            migrationBuilder.DropTable(
                name: "operation_logs");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "protection_keys");

            migrationBuilder.DropTable(
                name: "replay_claims");

            migrationBuilder.DropTable(
                name: "security_log");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "store_apps");

            migrationBuilder.DropTable(
                name: "style_processes");

            migrationBuilder.DropTable(
                name: "subscription_periods");

            migrationBuilder.DropTable(
                name: "tenant_apps");

            migrationBuilder.DropTable(
                name: "tenant_settings");

            migrationBuilder.DropTable(
                name: "tenants");

            migrationBuilder.DropTable(
                name: "timeline_entries");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "webhook_queues");

            migrationBuilder.DropTable(
                name: "webhook_recoveries");

            migrationBuilder.DropTable(
                name: "app_orders");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "production_orders");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "styles");

            migrationBuilder.DropTable(
                name: "tenant_subscriptions");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "roles");
        }
    }
}
