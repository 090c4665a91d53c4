# The scripts that read this use the variables.
# shellcheck shell=bash disable=SC2034
# Read by the scripts beside it: where the Hub is and with which credential.
#
# The environment; or, to try things, the first order credential that `Weft.Hub demo` has left in demo.json.
# Plain string matching, since bash reads no JSON; good for the file that Weft writes.

HUB=${WEFT_HUB:-http://127.0.0.1:5080}
HUB=${HUB%/}
APP_KEY=${WEFT_APP_KEY:-}
APP_SECRET=${WEFT_APP_SECRET:-}
CALLBACK_SECRET=${WEFT_CALLBACK_SECRET:-}

fail() { # EXIT_CODE MESSAGE
    printf '%s\n' "$2" >&2
    exit "$1"
}

# The string value of the first "NAME" in TEXT; nothing when there is none.
json_string() { # NAME TEXT
    local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\"" value
    [[ $2 =~ $pattern ]] || return 0
    value=${BASH_REMATCH[1]//\\u002B/+} # .NET writes a plus sign so
    printf '%s' "$value"
}

read_demo() { # FILE TENANT_CODE
    local demo rest
    demo=$(<"$1") || exit 2
    HUB=$(json_string hub "$demo")
    rest=${demo#*\"tenantCode\"*\""$2"\"}        # from this tenant on
    [[ $rest != "$demo" ]] || fail 2 "$1 has no tenant $2"
    rest=${rest%%\"tenantCode\"*}                # up to the next
    [[ $rest == *\"ORDER_SYNC\"* ]] || fail 2 "$1 has no ORDER_SYNC credential of tenant $2"
    rest=${rest#*\"ORDER_SYNC\"}
    APP_KEY=$(json_string appKey "$rest")
    APP_SECRET=$(json_string appSecret "$rest")
    CALLBACK_SECRET=$(json_string callbackSecret "$rest")
}

# Lower-case hex of HMAC-SHA256 over standard input. While openssl runs, the secret stands in this machine's process list: for a machine that
# other people log in to, take one of the other clients.
hmac_hex() { # SECRET
    openssl dgst -sha256 -hmac "$1" -r | cut -d ' ' -f 1
}

# Unix milliseconds. Bash before 5 knows only seconds, which the Hub's five minutes forgive.
now_ms() {
    local now=${EPOCHREALTIME:-$(date +%s).000000}
    now=${now/[.,]/}
    printf '%s' "${now:0:13}"
}
