#!/usr/bin/env bash
# Verifies a webhook request that was stored as two files: its header lines, and its body to the byte. Needs bash and openssl.
# A bash script makes no good server; let one of the other receivers listen (../node/weft-client.mjs receive --save DIR stores such files).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

USAGE='usage: verify-webhook.sh HEADERS_FILE BODY_FILE [--received-at UNIX_MILLISECONDS] [--demo FILE [--tenant CODE]]
  --received-at  when the request came, for one that was stored earlier; default: now
Settings: WEFT_CALLBACK_SECRET, or --demo FILE.'
CLOCK_TOLERANCE_MS=300000

header() { # NAME -> value of the header, names in any case
    tr -d '\r' <"$headers" | awk -v name="$1" 'BEGIN { n = length(name) + 1 }
        tolower(substr($0, 1, n)) == tolower(name) ":" { value = substr($0, n + 1); gsub(/^[ \t]+|[ \t]+$/, "", value); print value; exit }'
}

demo='' tenant=huafeng received_at=$(now_ms)
files=()
while (($# > 0)); do
    [[ $1 != --* || $# -gt 1 ]] || fail 2 "$USAGE"
    case $1 in
        --demo) demo=$2 ;;
        --tenant) tenant=$2 ;;
        --received-at) received_at=$2 ;;
        --*) fail 2 "$USAGE" ;;
        *) files+=("$1"); shift; continue ;;
    esac
    shift 2
done
[[ ${#files[@]} == 2 && $received_at =~ ^[0-9]{1,15}$ ]] || fail 2 "$USAGE"
headers=${files[0]} body=${files[1]}
[[ -r $headers && -r $body ]] || fail 2 "can not read $headers or $body"
[[ -z $demo ]] || read_demo "$demo" "$tenant"
[[ -n $CALLBACK_SECRET ]] || fail 2 'WEFT_CALLBACK_SECRET is not set (or use --demo data/demo.json)'

timestamp=$(header X-Webhook-Timestamp)
signature=$(header X-Webhook-Signature)
[[ $timestamp =~ ^[0-9]{1,15}$ && $signature =~ ^[0-9a-f]{64}$ ]] || fail 1 'refused: the timestamp or the signature is missing or of a wrong form'
age=$((received_at - 10#$timestamp))
((${age#-} <= CLOCK_TOLERANCE_MS)) || fail 1 'refused: more than five minutes lie between the timestamp and the arrival'

# Over the bytes as they came. The body goes straight from the file: a shell variable would lose line ends and zero bytes.
expected=$({ printf '%s' "$timestamp"; cat "$body"; } | hmac_hex "$CALLBACK_SECRET")
# Two fresh HMACs are compared instead of the signatures themselves, so that the time the comparison takes tells nothing about them.
once=$(openssl rand -hex 32)
[[ $(printf '%s' "$expected" | hmac_hex "$once") == "$(printf '%s' "$signature" | hmac_hex "$once")" ]] || fail 1 'refused: the signature is wrong'

# The first match is the event's own: `data` comes last.
event=$(<"$body")
id=$(json_string id "$event")
# The signature covers the body, not the headers: an id that differs from the signed one would defeat the deduplication.
[[ -n $id && $id == "$(header X-Webhook-Id)" ]] || fail 1 'refused: the id in the header is not the signed one'
order_no=$(json_string orderNo "$event")
[[ $event =~ \"sequence\"[[:space:]]*:[[:space:]]*([0-9]+) ]] && sequence=${BASH_REMATCH[1]} || sequence=
printf 'verified %s %s seq=%s %s\n' "$id" "$(json_string event "$event")" "$sequence" "${order_no:--}"
