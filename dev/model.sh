#!/usr/bin/env bash
# Writes the model of both databases anew as code (src/Weft.Hub/CompiledModel), which spares each start the building of it: after a change to an
# entity or a mapping that needs no migration. dev/migration.sh does it too; a test fails while the two differ.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
dotnet build src/Weft.Hub -v q --nologo -p:WithoutCompiledModel=true -p:RunAnalyzers=false
for provider in Sqlite Postgres; do
  rm -rf "src/Weft.Hub/CompiledModel/$provider"
  dotnet ef dbcontext optimize --no-build --project src/Weft.Hub --context "${provider}HubDbContext" \
    --output-dir "CompiledModel/$provider" --namespace "Weft.Hub.CompiledModel.$provider"
done
