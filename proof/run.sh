#!/usr/bin/env bash
# Long proofs of what Weft promises: proof/run.sh [--short] [--no-build] [--seed N] [--only sqlite|postgres] [NAME…]
#
# Names: fuzz replay quota idempotency kill receivers season states excel partner console startup. Without one: all of them. Each prints its figures; the last line is "N passed, N failed".
# SQLite always; PostgreSQL as well when WEFT_TEST_POSTGRES names a server. The long form publishes a Release build for the start-up and console proofs, unless
# WEFT_PROOF_PUBLISH names the folder of one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

short=no
build=yes
arguments=()
for argument in "$@"; do
    case "$argument" in
        --no-build) build=no ;;
        --short) short=yes; arguments+=("$argument") ;;
        *) arguments+=("$argument") ;;
    esac
done

program=proof/Weft.Proof/bin/Debug/net10.0/Weft.Proof.dll
log=$(mktemp)
work=
child=
end() {
    local status=$?
    trap - EXIT
    if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; fi
    # Whatever went wrong, the last line is the sum.
    tail -n 1 "$log" 2>/dev/null | grep -qE '^[0-9]+ passed, [0-9]+ failed$' || { [ "$status" != 0 ] || status=1; echo "0 passed, 1 failed"; }
    rm -rf "$log" ${work:+"$work"}
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# test.sh has built the solution a moment ago.
if [ "$build" = yes ] && { [ "$short" = no ] || [ ! -f "$program" ]; }; then
    dotnet build proof/Weft.Proof -m:2 --nologo -v quiet --disable-build-servers
fi
wants_published() { # it is named, or no proof is
    case " ${arguments[*]} " in
        *" startup "* | *" console "*) return 0 ;;
        *" fuzz "* | *" replay "* | *" quota "* | *" idempotency "* | *" kill "* | *" receivers "* | *" season "* | *" states "* | *" excel "* | *" partner "*) return 1 ;;
    esac
}
if [ "$short" = no ] && [ -z "${WEFT_PROOF_PUBLISH:-}" ] && wants_published; then
    work=$(mktemp -d)
    echo "publishes the Hub, which is what start-up and console are judged by"
    dotnet publish src/Weft.Hub -c Release -o "$work/hub" --nologo -v quiet --disable-build-servers && export WEFT_PROOF_PUBLISH=$work/hub
fi

status=0
exec 3> >(tee "$log")
printer=$!
dotnet exec "$program" "${arguments[@]}" >&3 2>&1 &
child=$!
wait "$child" || status=$?
child=
exec 3>&-
wait "$printer" 2>/dev/null || true
exit "$status"
