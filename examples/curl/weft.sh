#!/usr/bin/env bash
# A customer's system that talks to a Weft Hub: it places and reads orders. Needs bash, curl and openssl; webhooks: verify-webhook.sh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

ATTEMPTS=5
LONGEST_WAIT=60 # seconds; a used-up daily quota asks for hours: say so to the caller instead of sleeping

USAGE='usage: weft.sh COMMAND [--demo FILE [--tenant CODE]]
  place-order [--external-order-no NO] [--style-no NO] [--style-name NAME] [--quantity N]
              [--items COLOUR:SIZE:PIECES,...] [--required-date yyyy-MM-dd] [--remark TEXT]
  get-order ORDER_NO
  missed  [--after SEQUENCE]
Settings: WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, or --demo FILE.'

# message = appKey + timestamp + body, nothing between them.
sign() { # TIMESTAMP BODY_FILE
    { printf '%s%s' "$APP_KEY" "$1"; cat "$2"; } | hmac_hex "$APP_SECRET"
}

# Leaves the Hub's answer in ANSWER. Tries again when the network, the limits or the server stand in the way, not when the Hub says no.
# Every call may be repeated safely: reading changes nothing, and an order is known by its externalOrderNo.
# Exit code 1: refused. 3: no answer that settles the matter; the call may or may not have had its effect, repeat it later.
call() { # METHOD PATH
    local attempt timestamp status retry_after wait problem
    local with_body=()
    # --data-binary sends the file to the byte; --data would take its line ends away, and the signature would not fit.
    [[ ! -s $work/body ]] || with_body=(-H 'Content-Type: application/json; charset=utf-8' --data-binary "@$work/body")
    for ((attempt = 1; ; attempt++)); do
        timestamp=$(now_ms) # New on every attempt: the Hub refuses a timestamp and signature that it has had before.
        : >"$work/headers"
        : >"$work/answer"
        status=$(curl -sS --max-time 15 -X "$1" "$HUB$2" -D "$work/headers" -o "$work/answer" -w '%{http_code}' \
            -H "X-App-Key: $APP_KEY" -H "X-Timestamp: $timestamp" -H "X-Signature: $(sign "$timestamp" "$work/body")" \
            ${with_body[@]+"${with_body[@]}"} 2>"$work/error") || status=000
        ANSWER=$(tr -d '\r\n' <"$work/answer")
        if [[ $status == 000 ]]; then
            problem="no answer from $HUB: $(<"$work/error")"
        elif [[ $ANSWER != *'"requestId"'* ]]; then
            problem="not an answer of a Hub: status $status, ${ANSWER:0:200}"
        elif [[ $status == 200 ]]; then
            return
        else
            problem="refused: $status $ANSWER"
        fi
        [[ $status == 000 || $status == 429 || $status == 5* ]] || fail 1 "$problem"

        retry_after=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,9\}\).*$/\1/p' "$work/headers")
        wait=$((1 << (attempt - 1)))
        if [[ -n $retry_after ]] && ((retry_after > wait)); then wait=$retry_after; fi
        if ((attempt == ATTEMPTS || wait > LONGEST_WAIT)); then
            fail 3 "$problem; gave up after attempt $attempt${retry_after:+, the Hub asks to wait $retry_after s}"
        fi
        printf '%s; trying again in %s s\n' "$problem" "$wait" >&2
        sleep "$wait"
    done
}

# The answer's data, on one line. Without jq it is cut out of the envelope, whose properties stand in a fixed order.
answer_data() {
    if command -v jq >/dev/null; then
        jq -c .data <<<"$ANSWER"
    else
        local data=${ANSWER#*\"data\":}
        printf '%s\n' "${data%,\"requestId\":*}"
    fi
}

json_text() { # TEXT -> "TEXT"
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    printf '"%s"' "$text"
}

whole_number() { # NAME TEXT
    [[ $2 =~ ^[0-9]{1,9}$ ]] || fail 2 "$1: $2 is not a whole number"
    printf '%s' "$((10#$2))"
}

place_order() {
    local items='' sum=0 item pieces rest order number
    local -a list
    [[ ! "$external_order_no$style_no$style_name$items_option$required_date$remark" =~ [[:cntrl:]] ]] || fail 2 'no option may hold a control character'
    IFS=, read -ra list <<<"${items_option:-红:M:${quantity:-500}}"
    for item in "${list[@]}"; do
        [[ $item == *:*:* ]] || fail 2 "--items: $item is not COLOUR:SIZE:PIECES"
        pieces=$(whole_number --items "${item##*:}")
        rest=${item%:*}
        items+="${items:+,}{\"color\":$(json_text "${rest%%:*}"),\"size\":$(json_text "${rest#*:}"),\"quantity\":$pieces}"
        sum=$((sum + pieces))
    done
    # In your ERP this is the number of your own order, stored before the call: whoever repeats the call repeats the number.
    number=${external_order_no:-EX-$(date +%Y%m%d%H%M%S)-$(openssl rand -hex 3)}
    order="{\"externalOrderNo\":$(json_text "$number"),\"styleNo\":$(json_text "$style_no")"
    order+=",\"quantity\":$(whole_number --quantity "${quantity:-$sum}")"
    [[ -z $style_name ]] || order+=",\"styleName\":$(json_text "$style_name")"
    [[ -z $required_date ]] || order+=",\"requiredDate\":$(json_text "$required_date")"
    [[ -z $remark ]] || order+=",\"remark\":$(json_text "$remark")"
    # Into a file without a line end, once: what is signed must be what is sent, to the last byte, on every attempt.
    printf '%s' "$order,\"items\":[$items]}" >"$work/body"

    trap 'code=$?; rm -rf "$work"; if ((code == 3)); then
        printf "Repeat it with --external-order-no %s: that makes no second order.\n" "$number" >&2; exit 1; fi' EXIT
    call POST /openapi/v1/orders/create
    answer_data
    trap 'rm -rf "$work"' EXIT
}

# One line for each event of the answer: its sequence, a tab, what to print. Without jq by the order in which the Hub writes an event's properties.
event_lines() {
    if command -v jq >/dev/null; then
        jq -r '.data.events[] | "\(.sequence)\tmissed \(.id) \(.event) seq=\(.sequence) \(.data.orderNo? // "-")"' <<<"$ANSWER"
        return
    fi
    local rest=$ANSWER start='\{"sequence":([0-9]+),"id":"([^"]*)","event":"([^"]*)"' sequence id event order_no
    while [[ $rest =~ $start ]]; do
        sequence=${BASH_REMATCH[1]} id=${BASH_REMATCH[2]} event=${BASH_REMATCH[3]}
        rest=${rest#*"${BASH_REMATCH[0]}"}
        order_no=$(json_string orderNo "${rest%%'{"sequence":'*}")
        printf '%s\tmissed %s %s seq=%s %s\n' "$sequence" "$id" "$event" "$sequence" "${order_no:--}"
    done
}

missed() {
    local sequence line before
    while :; do
        before=$after
        call GET "/openapi/v1/events?after=$after&size=100"
        while IFS=$'\t' read -r sequence line; do
            ((sequence == after + 1)) || printf 'gap: seq %s to %s are not kept any more\n' "$((after + 1))" "$((sequence - 1))" >&2
            after=$sequence
            printf '%s\n' "$line"
        done < <(event_lines)
        [[ $ANSWER =~ \"hasMore\":[[:space:]]*true && $after != "$before" ]] || break
    done
    printf 'complete to seq=%s\n' "$after" >&2
}

demo='' tenant=huafeng external_order_no='' style_no=FZ2024001 style_name='' quantity='' items_option='' required_date='' remark='' after=0
words=()
while (($# > 0)); do
    [[ $1 != --* || $# -gt 1 ]] || fail 2 "$USAGE"
    case $1 in
        --demo) demo=$2 ;;
        --tenant) tenant=$2 ;;
        --external-order-no) external_order_no=$2 ;;
        --style-no) style_no=$2 ;;
        --style-name) style_name=$2 ;;
        --quantity) quantity=$2 ;;
        --items) items_option=$2 ;;
        --required-date) required_date=$2 ;;
        --remark) remark=$2 ;;
        --after) after=$(whole_number --after "$2") ;;
        --*) fail 2 "$USAGE" ;;
        *) words+=("$1"); shift; continue ;;
    esac
    shift 2
done

[[ -z $demo ]] || read_demo "$demo" "$tenant"
[[ -n $APP_KEY ]] || fail 2 'WEFT_APP_KEY is not set (or use --demo data/demo.json)'
[[ -n $APP_SECRET ]] || fail 2 'WEFT_APP_SECRET is not set (or use --demo data/demo.json)'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/body"

case ${words[0]:-} in
    place-order) place_order ;;
    get-order)
        [[ ${words[1]:-} =~ ^[A-Za-z0-9_-]+$ ]] || fail 2 'get-order needs ORDER_NO'
        call GET "/openapi/v1/orders/${words[1]}"
        answer_data
        ;;
    missed) missed ;;
    sign) # for comparing your own signature with this one
        ((${#words[@]} == 3)) || fail 2 'sign needs TIMESTAMP and BODY'
        printf '%s' "${words[2]}" >"$work/body"
        sign "${words[1]}" "$work/body"
        ;;
    *) fail 2 "$USAGE" ;;
esac
