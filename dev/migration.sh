#!/usr/bin/env bash
# Adds a migration to both databases, and writes the model as code: dev/migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?give the migration a name}
dev/model.sh
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$name" --no-build --project src/Weft.Hub --context "${provider}HubDbContext" \
    --output-dir "Platform/Persistence/Migrations/$provider"
done
