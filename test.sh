#!/usr/bin/env bash
# Runs all tests on SQLite and PostgreSQL, and ends with the line "N passed, N failed".
#
#  1. installs what the tests need and is missing (Debian, as root), or says what to install by hand
#  2. starts PostgreSQL, Redis and Mosquitto on free loopback ports in a throw-away folder; one that WEFT_TEST_POSTGRES, WEFT_TEST_REDIS or
#     WEFT_TEST_MOSQUITTO already names is used as it is
#  3. restores and builds once, and compiles what every start of a Hub runs ahead
#  4. runs every test of the solution, then the short form of each proof
#  5. stops what it started, removes its folder and says the sum; the last line stands there whatever happened before
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

passed=0
failed=0
finished=no         # until the tests have all run, not to have failed is no success
work=
policy=             # the file that keeps Debian from starting the servers it installs
postgres_bin=
children=()
running=            # the tests, while they run

say() { printf '== %s\n' "$*"; }
die() { printf 'test.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
package_present() { have dpkg-query && [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# ---- 5. the end, also after an error or Ctrl-C

end() {
    local status=$?
    trap - EXIT
    trap '' INT TERM HUP
    set +e
    [ -n "$policy" ] && rm -f "$policy"
    if [ -n "$running" ]; then kill -9 "$running" 2>/dev/null; wait "$running" 2>/dev/null; fi
    if [ -n "$work" ]; then
        [ -f "$work/postgres/postmaster.pid" ] && as_postgres "$postgres_bin/pg_ctl" -D "$work/postgres" -m immediate -s stop >/dev/null 2>&1
        for child in "${children[@]}"; do kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; done
        stop_strays
        rm -rf "$work"
    fi
    [ "$finished" = yes ] || failed=$((failed + 1))
    [ "$((passed + failed))" -gt 0 ] || { echo "test.sh: no test ran" >&2; failed=1; }
    [ "$failed" = 0 ] || [ "$status" != 0 ] || status=1
    echo "$passed passed, $failed failed"
    exit "$status"
}

# A test that was stopped half-way may leave a Hub or a browser behind. Whatever runs with this run's mark in its environment is ours.
stop_strays() {
    local marked pid
    while read -r marked; do
        pid=${marked#/proc/}
        pid=${pid%/environ}
        # grep has found itself as well, and is gone by now.
        if kill -0 "$pid" 2>/dev/null; then
            echo "test.sh: left running, stopped: $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-120)" >&2
            kill -9 "$pid" 2>/dev/null
        fi
    done < <(grep -lzxsF "WEFT_TEST_RUN=$work" /proc/[0-9]*/environ)
}

trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# ---- 1. what the tests need

find_postgres() { # the newest installed server of version 15 or later
    local folder version
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
        if [ ! -x "$folder/initdb" ] || [ ! -x "$folder/pg_ctl" ]; then continue; fi
        version=$("$folder/initdb" --version | grep -oE '[0-9]+' | head -n 1)
        if [ "$version" -ge 15 ]; then postgres_bin=$folder; return 0; fi
    done
    return 1
}

install_missing() {
    local missing=()
    [ -n "${WEFT_TEST_POSTGRES:-}" ] || find_postgres || missing+=(postgresql)
    [ -n "${WEFT_TEST_REDIS:-}" ] || have redis-server || missing+=(redis-server)
    [ -n "${WEFT_TEST_MOSQUITTO:-}" ] || have mosquitto || missing+=(mosquitto)
    have chromium-headless-shell || have chromium || missing+=(chromium-headless-shell)
    have zbarimg || missing+=(zbar-tools)
    package_present fonts-noto-cjk || { have fc-list && [ -n "$(fc-list ':family=Noto Sans CJK SC' file)" ]; } || missing+=(fonts-noto-cjk)
    { have java && have javac; } || missing+=(openjdk-17-jdk-headless)
    have node || missing+=(nodejs)
    have npm || missing+=(npm)
    have python3 || missing+=(python3)
    have curl || missing+=(curl)
    [ "${#missing[@]}" -gt 0 ] || return 0

    if [ "$(id -u)" != 0 ] || ! have apt-get; then
        die "missing: ${missing[*]}. Install by hand; on Debian: apt-get install ${missing[*]}"
    fi
    say "about to install with apt-get, because the tests need it: ${missing[*]}"
    # The tests start servers of their own; those that come with the packages need not run.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        policy=/usr/sbin/policy-rc.d
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    apt-get update -qq || echo "test.sh: apt-get update failed; going on with the lists that are there" >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >"$work/apt.log" 2>&1 ||
        { tail -n 20 "$work/apt.log" >&2; die "apt-get could not install ${missing[*]}"; }
    [ -z "$policy" ] || { rm -f "$policy"; policy=; }
    [ -n "${WEFT_TEST_POSTGRES:-}" ] || find_postgres || die "no PostgreSQL 15 or later after the installation"
}

# ---- 2. the servers

free_port() { # below the range that outgoing connections take theirs from
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
    done
}

answers() { # answers PID PORT: waits until the server of that process accepts connections
    for _ in {1..100}; do
        kill -0 "$1" 2>/dev/null || return 1
        if (: <"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    return 1
}

ready() { # ready PORT: PostgreSQL listens a moment before it lets anyone in
    for _ in {1..100}; do
        if "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$1"; then return 0; fi
        sleep 0.1
    done
    return 1
}

start_postgres() {
    local data=$work/postgres password port
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    mkdir "$data"
    printf '%s' "$password" >"$work/postgres.password"
    if [ "$(id -u)" = 0 ]; then chown postgres: "$data" "$work/postgres.password"; fi
    # In a subshell, for the redirection's sake: a signal in the middle must not find the script's own output redirected.
    (as_postgres "$postgres_bin/initdb" -D "$data" -U weft_test -A scram-sha-256 --pwfile="$work/postgres.password" \
        -E UTF8 --locale=C.UTF-8 --no-sync) >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; die "initdb failed"; }
    # Durability as in production: the Hub's own check looks at it.
    cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 400
fsync = on
synchronous_commit = on
full_page_writes = on
CONF
    for _ in 1 2 3; do
        port=$(free_port)
        # A child of ours, not pg_ctl's: it is waited for at the end, and no zombie stays where nobody else collects them.
        as_postgres "$postgres_bin/postgres" -D "$data" -p "$port" >"$work/postgres.log" 2>&1 &
        children+=("$!")
        if answers "$!" "$port" && ready "$port"; then
            export WEFT_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=weft_test;Password=$password;Database=postgres"
            say "PostgreSQL on port $port"
            return
        fi
    done
    tail -n 20 "$work/postgres.log" >&2
    die "PostgreSQL did not start"
}

start_redis() {
    local port
    for _ in 1 2 3; do
        port=$(free_port)
        redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
        children+=("$!")
        if answers "$!" "$port"; then export WEFT_TEST_REDIS="127.0.0.1:$port"; say "Redis on port $port"; return; fi
    done
    tail -n 20 "$work/redis.log" >&2
    die "Redis did not start"
}

start_mosquitto() {
    local port
    for _ in 1 2 3; do
        port=$(free_port)
        printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$port" >"$work/mosquitto.conf"
        mosquitto -c "$work/mosquitto.conf" >"$work/mosquitto.log" 2>&1 &
        children+=("$!")
        if answers "$!" "$port"; then export WEFT_TEST_MOSQUITTO="127.0.0.1:$port"; say "Mosquitto on port $port"; return; fi
    done
    tail -n 20 "$work/mosquitto.log" >&2
    die "Mosquitto did not start"
}

# ---- 3. compiled ahead

# A start of the Hub mostly compiles, and the tests start some sixty: done once, each takes a third less of the processor (5.6 s, then 3.6 s). It runs beside the
# build of what needs the Hub, which leaves a processor idle.
compile_ahead() {
    mkdir "$work/ahead"
    dotnet msbuild src/Weft.Hub -t:CompileAhead "-p:AheadFolder=$work/ahead" -nologo -v:minimal >"$work/ahead.log" 2>&1
}

place_ahead() { # after the build, which would put the usual ones there
    local output
    if ! wait "$1"; then
        cat "$work/ahead.log" >&2
        echo "test.sh: nothing is compiled ahead; the tests take longer" >&2
        return
    fi
    for output in src/Weft.Hub tests/Weft.Hub.Tests proof/Weft.Proof; do
        cp "$work"/ahead/*.dll "$output/bin/Debug/net10.0/"
    done
}

# ---- 4. the tests

# shown LOG COMMAND...: keeps what the command writes, and shows it as it comes. A pipe to tee would end only with the last process that a
# test has left behind.
shown() {
    local log=$1 status=0
    shift
    "$@" >"$log" 2>&1 </dev/null &
    running=$!
    tail -n +1 -f -s 0.2 --pid="$running" "$log"
    wait "$running" || status=$?
    running=
    return "$status"
}

summary() { # summary NAME: a figure of the closing lines of dotnet test
    local figure
    figure=$(sed -nE "s/^ +$1: ([0-9]+).*/\1/p" "$work/tests.log" | tail -n 1)
    echo "${figure:-0}"
}

run_tests() {
    local status=0 skipped broken
    # One program of tests at a time: some of them measure. Pictures are taken by dev/screenshots.sh.
    shown "$work/tests.log" dotnet test --solution Weft.slnx --no-build --no-ansi --no-progress --max-parallel-test-modules 1 \
        --filter-not-class '*ScreenshotTests' || status=$?
    passed=$((passed + $(summary succeeded)))
    broken=$(summary failed)
    skipped=$(summary skipped)
    if [ "$skipped" -gt 0 ]; then echo "test.sh: $skipped skipped; a test that can not run counts as failed" >&2; fi
    failed=$((failed + broken + skipped))
    if [ "$status" != 0 ] && [ "$((broken + skipped))" = 0 ]; then
        echo "test.sh: dotnet test ended with $status although no test failed: a test program crashed or holds no test" >&2
        failed=$((failed + 1))
    fi
}

run_proofs() {
    [ -x proof/run.sh ] || return 0
    local status=0 last proofs_failed
    say "short form of each proof"
    shown "$work/proofs.log" proof/run.sh --short || status=$?
    last=$(tail -n 1 "$work/proofs.log")
    if [[ "$last" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        proofs_failed=${BASH_REMATCH[2]}
    else
        echo "test.sh: proof/run.sh did not end with 'N passed, N failed'" >&2
        proofs_failed=1
    fi
    if [ "$status" != 0 ] && [ "$proofs_failed" = 0 ]; then
        echo "test.sh: proof/run.sh ended with $status although no proof failed" >&2
        proofs_failed=1
    fi
    failed=$((failed + proofs_failed))
}

# ---- in this order

PATH=$PATH:/usr/sbin:/sbin          # where Debian keeps mosquitto and runuser
work=$(mktemp -d "${TMPDIR:-/tmp}/weft-test.XXXXXX")
chmod 711 "$work"                   # the postgres user passes through it
mkdir -m 1777 "$work/tmp"

have dotnet || die "the .NET SDK is missing; the version is in global.json, and https://dotnet.microsoft.com/download has it"
dotnet --version >/dev/null || die "the .NET SDK that global.json names is not installed"
install_missing

export WEFT_TEST_RUN=$work
[ -n "${WEFT_TEST_POSTGRES:-}" ] || start_postgres
[ -n "${WEFT_TEST_REDIS:-}" ] || start_redis
[ -n "${WEFT_TEST_MOSQUITTO:-}" ] || start_mosquitto

export TMPDIR=$work/tmp
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
dotnet restore Weft.slnx -p:CompileAhead=true || dotnet restore Weft.slnx    # without the compiler for it, nothing is compiled ahead
# Compiler and tests run their code for minutes only: counting its branches first costs more than it brings (measured on the Hub: 124 s of processor, 80 s without).
export DOTNET_TieredPGO=0
dotnet build src/Weft.Hub -m:2 --no-restore --disable-build-servers
compile_ahead &
ahead=$!
dotnet build Weft.slnx -m:2 --no-restore --disable-build-servers
place_ahead "$ahead"
if [ -f examples/node/package.json ] && [ ! -d examples/node/node_modules ]; then
    (cd examples/node && npm install --no-package-lock --no-audit --no-fund)
fi
export WEFT_NODE_MODULES="$PWD/examples/node/node_modules"
run_tests
# The proofs judge the Hub as it runs for people.
unset DOTNET_TieredPGO
run_proofs
finished=yes
