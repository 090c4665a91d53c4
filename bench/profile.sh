#!/usr/bin/env bash
# Says where the Hub's processor time goes during a benchmark: bench/profile.sh read|create-sqlite|create-postgres [SECONDS]
# Prints shares by part, then the hottest functions. Needs Linux and perf (Debian: linux-perf), as root or with perf_event_paranoid <= 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
what=${1:?name a benchmark}
seconds=${2:-6}
command -v perf >/dev/null || { echo "profile: install linux-perf" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Compiled code is named in a map that perf reads; it is not double mapped, or perf could not tell whose it is.
export DOTNET_PerfMapEnabled=1 DOTNET_EnableWriteXorExecute=0
bench/run.sh "$what" --seconds $((seconds + 14)) --rounds 1 >"$work/bench" 2>&1 &
bench=$!
until pid=$(pgrep -f '^dotnet .*Weft\.Hub\.dll serve' | head -1) && [ -n "$pid" ]; do
    kill -0 $bench 2>/dev/null || { cat "$work/bench" >&2; exit 1; }
    sleep 0.5
done
# Warm-up first; of the measured round the part when the processor is busy.
sleep "${WEFT_PROFILE_WAIT:-22}"
perf record -q -F 499 -g -p "$pid" -o "$work/perf" -- sleep "$seconds"
wait $bench || true
tail -n 6 "$work/bench"
echo "By part, share of samples:"
perf script -i "$work/perf" -F comm,ip,sym,dso 2>/dev/null | python3 -c '
import collections, re, sys
parts, leaves, total = collections.Counter(), collections.Counter(), 0
def part(frames):
    sym, dso = frames[0]
    if "kernel" in dso or dso == "[unknown]" and sym.startswith("_"): return "kernel (sockets, files, scheduling)"
    if "e_sqlite3" in dso: return "SQLite"
    if "perf-" in dso and ("stub" in sym or "unknown" in sym): return "runtime (calls through stubs)"
    if "libclrjit" in dso: return "compiling (JIT)"
    if "libclrgc" in dso or "libcoreclr" in dso: return "runtime (allocation, collection, type checks)"
    if "libcrypto" in dso: return "cryptography"
    for name, text in (("Microsoft.EntityFrameworkCore", "EF Core"), ("Microsoft.Data.Sqlite", "SQLite driver"), ("SQLitePCL", "SQLite driver"), ("Npgsql", "Npgsql"),
                       ("Microsoft.AspNetCore", "ASP.NET Core"), ("System.Text.Json", "JSON"), ("Microsoft.Extensions", "Microsoft.Extensions"), ("Weft", "Weft"), ("System", "base library")):
        if name in dso or ("[" + name) in sym or sym.startswith(name) or (" " + name) in sym: return text
    return "other: " + dso.rsplit("/", 1)[-1][:40]
for block in sys.stdin.read().split("\n\n"):
    frames = []
    for line in block.splitlines()[1:]:
        m = re.match(r"\s+[0-9a-f]+ (.*) \((.*)\)$", line)
        if m: frames.append((m.group(1), m.group(2)))
    if not frames: continue
    total += 1
    parts[part(frames)] += 1
    leaves[frames[0][0][:110]] += 1
for name, count in parts.most_common(16): print(f"  {100*count/total:5.1f} %  {name}")
print("Hottest functions:")
for name, count in leaves.most_common(25): print(f"  {100*count/total:5.1f} %  {name}")
'
