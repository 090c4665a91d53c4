#!/usr/bin/env bash
# Adds a migration to both databases: dev/migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?give the migration a name}
dotnet tool restore >/dev/null
dotnet build src/Weft.Hub -v q --nologo
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$name" --no-build --project src/Weft.Hub --context "${provider}HubDbContext" \
    --output-dir "Platform/Persistence/Migrations/$provider"
done
