#!/usr/bin/env bash
# Backs up a running Hub: deploy/backup.sh DIR
# DIR must be new. It holds the state of one moment; the master key is not in it, keep that apart.
#   WEFT_HUB   how the Hub is called            (default: dotnet /opt/weft/Weft.Hub.dll)
#   Settings of the Hub come from the environment, as it gets them itself:  set -a; . /etc/weft/hub.env
set -euo pipefail
to=${1:?where to: deploy/backup.sh DIR}
hub=${WEFT_HUB:-dotnet /opt/weft/Weft.Hub.dll}

if [ "${Weft__Database__Provider:-sqlite}" = sqlite ]; then
    # The Hub knows how: a read of one moment while it goes on writing.
    exec $hub backup --to "$to"
fi

# PostgreSQL: one transaction's view of the whole database. WEFT_PG is the owner's connection as libpq writes it:
#   WEFT_PG="host=db.internal dbname=weft user=weft_owner"   (password in ~/.pgpass or PGPASSWORD)
pg=${WEFT_PG:?set WEFT_PG to the connection of the tables\' owner}
[ ! -e "$to" ] || { echo "$to is there already; give a new folder" >&2; exit 1; }
mkdir -m 700 -p "$to.part"
trap 'rm -rf "$to.part"' EXIT
# Row-level security is off for the dump: a row that it would hide makes pg_dump fail instead of leaving it out.
pg_dump --dbname="$pg" --format=custom --no-password --file="$to.part/weft.dump"
# A dump that can not be listed can not be restored either.
pg_restore --list "$to.part/weft.dump" >/dev/null
(cd "$to.part" && sha256sum weft.dump > SHA256SUMS)
# Whole or not there.
mv "$to.part" "$to"
trap - EXIT
echo "Backed up to $to: $(du -h "$to/weft.dump" | cut -f1). Its secrets open with the master key only: keep that in another place."
