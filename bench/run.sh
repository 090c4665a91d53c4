#!/usr/bin/env bash
# Measures the Hub beside bare baselines, in one run, and prints both numbers and their ratio.
#   bench/run.sh [read] [create-sqlite] [create-postgres] [deliveries-sqlite] [deliveries-postgres] [lists-sqlite] [lists-postgres] [--seconds N] [--rounds N]
# PostgreSQL runs with its default durability (fsync on); WEFT_BENCH_POSTGRES names a server to use in place of a throw-away one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=
hub=$(mktemp -d)
end() { [ -z "$work" ] || { stop; rm -rf "$work"; }; rm -rf "$hub"; }
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
stop() { [ ! -f "$work/data/postmaster.pid" ] || as_postgres "$bin/pg_ctl" -D "$work/data" -m immediate -s stop; }
trap end EXIT

# What is measured is what is installed: the published build, compiled ahead.
dotnet publish src/Weft.Hub -c Release -o "$hub" -v q --nologo
dotnet build -c Release bench/Weft.Bench -v q --nologo
export WEFT_BENCH_HUB=$hub/Weft.Hub.dll
if [ -z "${WEFT_BENCH_POSTGRES:-}" ]; then
    bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
    [ -n "$bin" ] || { echo "bench: install postgresql, or set WEFT_BENCH_POSTGRES" >&2; exit 1; }
    work=$(mktemp -d)
    chmod 755 "$work"
    [ "$(id -u)" != 0 ] || chown postgres "$work"
    port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
    as_postgres "$bin/initdb" -D "$work/data" -A trust -U bench >/dev/null
    as_postgres "$bin/pg_ctl" -D "$work/data" -s -w -l "$work/log" -o "-p $port -k '' -c listen_addresses=127.0.0.1 -c max_connections=300" start
    export WEFT_BENCH_POSTGRES="Host=127.0.0.1;Port=$port;Username=bench;Database=postgres"
fi
dotnet bench/Weft.Bench/bin/Release/net10.0/Weft.Bench.dll "$@"
