#!/usr/bin/env bash
# A partner system that talks to a Weft Hub by the SCM partner API: token, API09APDF, API170COF, API170COB, API170NNF. Needs bash and curl.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../curl/settings.sh"

USAGE='usage: partner.sh COMMAND [--demo FILE [--tenant CODE]]
  token                              fetches a token; it holds for an hour: keep it, and do not ask for each call
  shipments [FROM TO]                API09APDF: pending shipments, of all days or of those from FROM to TO (yyyy-MM-dd); each comes once
  adjust [QUANTITY]                  API170COF: an inventory adjustment, done when the answer comes
  adjust-later [QUANTITY]            API170COB: the same, processed after the answer; its answer has the requestId
  result REQUEST_ID                  API170NNF: what became of it
Settings: WEFT_HUB, WEFT_SYSTEM_KEY, WEFT_UNIQUE_CODE, WEFT_PARTNER_USER and WEFT_PARTNER_TOKEN, or --demo FILE.'

SYSTEM_KEY=${WEFT_SYSTEM_KEY:-}
UNIQUE_CODE=${WEFT_UNIQUE_CODE:-}
PARTNER_USER=${WEFT_PARTNER_USER:-}
TOKEN=${WEFT_PARTNER_TOKEN:-}

read_partner() { # FILE TENANT_CODE
    local demo rest
    demo=$(<"$1") || exit 2
    HUB=$(json_string hub "$demo")
    rest=${demo#*\"tenantCode\"*\""$2"\"}
    [[ $rest != "$demo" && $rest == *\"partner\"* ]] || fail 2 "$1 has no partner system of tenant $2"
    rest=${rest#*\"partner\"}
    SYSTEM_KEY=$(json_string systemKey "$rest")
    UNIQUE_CODE=$(json_string uniqueCode "$rest")
    PARTNER_USER=$(json_string userName "$rest")
}

# The body comes on standard input, so that no secret stands in the process list.
post() { # PATH BODY [HEADER]
    local answer
    answer=$(printf '%s' "$2" | curl -sS --max-time 330 -X POST "$HUB/api/v1/$1" -H 'Content-Type: application/json' -H 'Accept: application/json' \
        -H @<(printf '%s\n' "${3:-Accept-Language: zh-CN}") --data-binary @- -w '\n%{http_code}') || fail 1 "no answer from $HUB"
    [[ ${answer##*$'\n'} == 200 ]] || fail 1 "refused: ${answer##*$'\n'} ${answer%$'\n'*}"
    printf '%s' "${answer%$'\n'*}"
}

fetch_token() {
    local answer
    answer=$(post auth/tokens "{\"systemKey\":\"$SYSTEM_KEY\",\"uniqueCode\":\"$UNIQUE_CODE\",\"userName\":\"$PARTNER_USER\"}")
    json_string token "$answer"
}

call() { # PATH BODY
    [[ -n $TOKEN ]] || TOKEN=$(fetch_token)
    post "processes/$1" "$2" "Authorization: Bearer $TOKEN"
    printf '\n'
}

# In your system this is stored before the call: whoever repeats the call repeats the id, and the Hub does the work once.
new_id() { # FUNCTION
    local random
    printf -v random '%05d%05d' "$RANDOM" "$RANDOM"
    printf '%s-%s-%s' "$1" "$(date +%y%m%d-%H%M%S)" "$random"
}

envelope() { # REQUEST_ID
    printf '"requestId":"%s","requestTime":"%s"' "$1" "$(date '+%Y-%m-%d %H:%M:%S')"
}

adjustment() { # QUANTITY
    [[ $1 =~ ^-?[0-9]{1,9}(\.[0-9]{1,6})?$ ]] || fail 2 "$1 is not a quantity"
    printf '{"docNo":"ADJ-%s","org_Text":"HD01","doctype_Name":"库存调整","warehouse_Text":"FB01","description":"盘点差异","lineList":[' "$(date +%H%M%S)"
    printf '{"lineId":"1","locator_Text":"F-02-01","product_Text":"FAB-1042","invStatus_Text":"正常","adjustQuantity":"%s","lineDescription":"复盘"}]}' "$1"
}

command=${1:-}
[[ -n $command ]] || fail 2 "$USAGE"
shift
demo='' tenant=huafeng
arguments=()
while (($#)); do
    case $1 in
        --demo) demo=${2:?--demo needs a file}; shift 2 ;;
        --tenant) tenant=${2:?--tenant needs a code}; shift 2 ;;
        *) arguments+=("$1"); shift ;;
    esac
done
[[ -z $demo ]] || read_partner "$demo" "$tenant"
[[ -n $TOKEN || ( -n $SYSTEM_KEY && -n $UNIQUE_CODE && -n $PARTNER_USER ) ]] || fail 2 "$USAGE"

case $command in
    token) fetch_token; printf '\n' ;;
    shipments)
        days=''
        if ((${#arguments[@]} == 2)); then days=",\"movementDate\":\"${arguments[0]}\",\"movementDate_to\":\"${arguments[1]}\""; fi
        call exportshipment_pd "{$(envelope "$(new_id API09APDF)")$days}" ;;
    adjust) call importintenaluseinventory_co_f "{$(envelope "$(new_id API170COF)"),\"docList\":[$(adjustment "${arguments[0]:-1}")]}" ;;
    adjust-later)
        id=$(new_id API170COB)
        call importintenaluseinventory_co_b "{$(envelope "$id"),\"docList\":[$(adjustment "${arguments[0]:-1}")]}" ;;
    result)
        ((${#arguments[@]} == 1)) || fail 2 "$USAGE"
        call inquiryintenaluseinventory_co "{$(envelope "$(new_id API170NNF)"),\"targetRequestId\":\"${arguments[0]}\"}" ;;
    *) fail 2 "$USAGE" ;;
esac
