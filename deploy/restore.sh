#!/usr/bin/env bash
# Restores what backup.sh made: deploy/restore.sh DIR
# Stop every Hub first. On SQLite the old database is moved aside; on PostgreSQL the target must be an empty database.
#   WEFT_HUB, WEFT_PG and the Hub's settings as in backup.sh
set -euo pipefail
from=${1:?where from: deploy/restore.sh DIR}
hub=${WEFT_HUB:-dotnet /opt/weft/Weft.Hub.dll}

if [ "${Weft__Database__Provider:-sqlite}" = sqlite ]; then
    exec $hub restore --from "$from"
fi

pg=${WEFT_PG:?set WEFT_PG to the connection of the tables\' owner}
# What was damaged on its way is told before anything is changed.
(cd "$from" && sha256sum --check --quiet SHA256SUMS)
if [ "$(psql --dbname="$pg" --no-password -Atc "select count(*) from pg_tables where schemaname = 'public'")" != 0 ]; then
    echo "the database is not empty; make a new one (createdb) and name it in WEFT_PG, or drop the old one yourself" >&2
    exit 1
fi
# The application role belongs to the server and not to the database, so a dump does not bring it; grants need it.
role=${Weft__Database__ApplicationRole:-weft_app}
psql --dbname="$pg" --no-password --quiet --set=ON_ERROR_STOP=1 --set=role="$role" <<'SQL'
select format('create role %I nologin', :'role') where not exists (select 1 from pg_roles where rolname = :'role') \gexec
SQL
# All or nothing. Tables belong to whoever restores.
pg_restore --dbname="$pg" --no-password --no-owner --single-transaction --exit-on-error "$from/weft.dump"
echo "Restored from $from. Bring it up to date and start the Hubs with the master key of that time: $hub migrate"
