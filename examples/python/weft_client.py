#!/usr/bin/env python3
"""A customer's system that talks to a Weft Hub: it places and reads orders and receives webhooks.

Standard library only; Python 3.9 or later. Copy `Hub` and `WebhookReceiver` into your own program; what is below them is a command line to try them with.
"""
import argparse
import collections
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import secrets
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ATTEMPTS = 5
TIMEOUT_SECONDS = 15
LONGEST_WAIT_SECONDS = 60  # A used-up daily quota asks for hours: say so to the caller instead of sleeping.
CLOCK_TOLERANCE_MS = 5 * 60 * 1000
MAX_WEBHOOK_BYTES = 1024 * 1024


def now_ms():
    return time.time_ns() // 1_000_000


def hmac_hex(secret, *parts):
    return hmac.new(secret.encode(), b"".join(parts), hashlib.sha256).hexdigest()


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class HubError(Exception):
    """The Hub refused the call."""


class HubUnavailable(HubError):
    """No answer that settles the matter, after every attempt: the call may or may not have had its effect. Repeat it later."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None  # A redirected POST would arrive as a GET without its body. The 3xx becomes an error instead.


class Hub:
    """The signed API. Every call may be repeated safely: reading changes nothing, and an order is known by its externalOrderNo."""

    def __init__(self, url, app_key, app_secret):
        self.url = url.rstrip("/")
        self.app_key = app_key
        self.app_secret = app_secret
        self.opener = urllib.request.build_opener(NoRedirect)

    def sign(self, timestamp, body):
        return hmac_hex(self.app_secret, self.app_key.encode(), timestamp.encode(), body)

    def place_order(self, order):
        # The bytes are made once: what is signed must be what is sent, to the last byte, on every attempt.
        return self.call("POST", "/openapi/v1/orders/create", to_json(order).encode())

    def get_order(self, order_no):
        return self.call("GET", "/openapi/v1/orders/" + urllib.parse.quote(order_no, safe=""))

    def events_after(self, sequence):
        return self.call("GET", f"/openapi/v1/events?after={sequence}&size=100")

    def call(self, method, path, body=b""):
        """Returns the answer's data. Tries again when the network, the limits or the server stand in the way, not when the Hub says no."""
        for attempt in range(1, ATTEMPTS + 1):
            status, headers, answer, problem = self.send_once(method, path, body)
            if status == 200 and isinstance(answer, dict) and answer.get("code") == 200:
                return answer["data"]
            if status is not None and status != 429 and status < 500:
                raise HubError(problem)
            # Doubling, with chance in it, so that many clients do not come back in step.
            wait = 2 ** (attempt - 1) * random.uniform(0.5, 1)
            asked = (headers.get("Retry-After") if headers else None) or ""
            if asked.isdecimal():
                wait = max(wait, int(asked))
            if attempt == ATTEMPTS or wait > LONGEST_WAIT_SECONDS:
                raise HubUnavailable(f"{problem}; gave up after attempt {attempt}" + (f", the Hub asks to wait {asked} s" if asked else ""))
            print(f"{problem}; trying again in {wait:.1f} s", file=sys.stderr)
            time.sleep(wait)

    def send_once(self, method, path, body):
        timestamp = str(now_ms())  # New on every attempt: the Hub refuses a timestamp and signature that it has had before.
        headers = {"X-App-Key": self.app_key, "X-Timestamp": timestamp, "X-Signature": self.sign(timestamp, body)}
        if body:
            headers["Content-Type"] = "application/json; charset=utf-8"
        request = urllib.request.Request(self.url + path, data=body or None, headers=headers, method=method)
        try:
            try:
                response = self.opener.open(request, timeout=TIMEOUT_SECONDS)
            except urllib.error.HTTPError as error:
                response = error  # An answer like any other; only its status is not 2xx.
            with response:
                status, raw = response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            return None, None, None, f"no answer from {self.url}: {error}"
        try:
            answer = json.loads(raw)
            details = " " + to_json(answer["data"]) if answer.get("data") else ""
            problem = f"refused: {status} {response.headers.get('X-Error-Code', '-')} {answer['message']}{details} ({answer['requestId']})"
        except (ValueError, KeyError, TypeError):
            answer, problem = None, f"not an answer of a Hub: status {status}, {raw[:200]!r}"
        return status, response.headers, answer, problem


class Inbox:
    """What has arrived: each event once, and which sequence numbers are still missing.

    In your ERP both belong in the database, written in the transaction that does the event's work (a unique index on the id):
    then a crash in between neither loses an event nor does its work twice.
    """

    def __init__(self, complete_to):
        self.complete_to = complete_to  # every event up to this number has arrived
        self.highest = complete_to
        self.ahead = set()              # arrived beyond complete_to
        self.ids = collections.OrderedDict()

    def has(self, event_id):
        return event_id in self.ids

    def add(self, event_id, sequence):
        self.ids[event_id] = True
        if len(self.ids) > 10_000:
            self.ids.popitem(last=False)
        if sequence is not None:
            if sequence > self.highest + 1:
                # Perhaps only late: the Hub sends two at a time and repeats what failed. Fetching is for when it stays away.
                print(f"gap: seq {self.highest + 1} to {sequence - 1} not here yet; fetch: missed --after {self.complete_to}", file=sys.stderr)
            self.highest = max(self.highest, sequence)
            if sequence > self.complete_to:
                self.ahead.add(sequence)
            while self.complete_to + 1 in self.ahead:
                self.complete_to += 1
                self.ahead.remove(self.complete_to)


class WebhookReceiver(ThreadingHTTPServer):
    """Takes events on 127.0.0.1. Answers 200 only when an event has been dealt with; after anything else the Hub sends it again."""

    daemon_threads = True

    def __init__(self, port, callback_secret, inbox, handle, count=None):
        super().__init__(("127.0.0.1", port), WebhookRequest)
        self.callback_secret = callback_secret
        self.inbox = inbox
        self.handle = handle
        self.count = count
        self.lock = threading.Lock()

    def genuine(self, headers, body):
        timestamp = headers.get("X-Webhook-Timestamp", "")
        signature = headers.get("X-Webhook-Signature", "")
        if not re.fullmatch(r"[0-9]{1,15}", timestamp) or not re.fullmatch(r"[0-9a-f]{64}", signature):
            return False
        if abs(now_ms() - int(timestamp)) > CLOCK_TOLERANCE_MS:
            return False  # an old request, sent again by someone who recorded it
        # Over the bytes as they came, before anything reads them as JSON; and in constant time.
        return hmac.compare_digest(signature, hmac_hex(self.callback_secret, timestamp.encode(), body))

    def receive(self, headers, body):
        """The HTTP status to answer, and whether the receiver's work is done."""
        if not self.genuine(headers, body):
            return 401, False
        event = json.loads(body)
        # The signature covers the body, not the headers: an id that differs from the signed one would defeat the deduplication.
        if event["id"] != headers.get("X-Webhook-Id"):
            return 401, False
        with self.lock:
            if not self.inbox.has(event["id"]):
                self.handle(event)  # First the work, then the note that it is done: if it fails, the Hub sends the event again.
                self.inbox.add(event["id"], event.get("sequence"))
                if self.count is not None:
                    self.count -= 1
            return 200, self.count is not None and self.count <= 0


class WebhookRequest(BaseHTTPRequestHandler):
    timeout = 10  # seconds a sender may stay silent

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_WEBHOOK_BYTES:
            return self.answer(411 if not length else 413)
        try:
            status, done = self.server.receive(self.headers, self.rfile.read(int(length)))
        except (ValueError, KeyError, TypeError) as error:
            print(f"a signed body that can not be read: {error!r}", file=sys.stderr)
            status, done = 400, False
        if status == 401:
            print("refused: the signature, the time or the id is wrong", file=sys.stderr)
        self.answer(status)
        if done:
            threading.Thread(target=self.server.shutdown).start()  # shutdown waits for the loop, so it can not run inside it

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


# ---- the command line ----

def wrong_use(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def line_of(word, event):
    return f"{word} {event['id']} {event['event']} seq={event.get('sequence')} {(event.get('data') or {}).get('orderNo') or '-'}"


def settings(options):
    """The environment; or, to try things, the first order credential that `Weft.Hub demo` has left in demo.json."""
    if not options.demo:
        return {"hub": os.environ.get("WEFT_HUB", "http://127.0.0.1:5080"), "appKey": os.environ.get("WEFT_APP_KEY"),
                "appSecret": os.environ.get("WEFT_APP_SECRET"), "callbackSecret": os.environ.get("WEFT_CALLBACK_SECRET")}
    with open(options.demo, encoding="utf-8") as file:
        demo = json.load(file)
    for tenant in demo["tenants"]:
        for app in tenant["apps"]:
            if tenant["tenantCode"] == options.tenant and app["appType"] == "ORDER_SYNC":
                return {"hub": demo["hub"], **app}
    wrong_use(f"{options.demo} has no ORDER_SYNC credential of tenant {options.tenant}")


def required(values, *names):
    for name in names:
        if not values.get(name):
            variable = {"appKey": "WEFT_APP_KEY", "appSecret": "WEFT_APP_SECRET", "callbackSecret": "WEFT_CALLBACK_SECRET"}[name]
            wrong_use(f"{variable} is not set (or use --demo data/demo.json)")


def order_of(options):
    quantity = options.quantity or 500
    items = []
    for item in (options.items or f"红:M:{quantity}").split(","):
        color, size, pieces = (item.split(":") + ["", ""])[:3]
        if not pieces.isdecimal():
            wrong_use(f"--items: {item} is not COLOUR:SIZE:PIECES")
        items.append({"color": color, "size": size, "quantity": int(pieces)})
    # In your ERP this is the number of your own order, stored before the call: whoever repeats the call repeats the number.
    number = options.external_order_no or f"EX-{time.strftime('%Y%m%d%H%M%S')}-{secrets.token_hex(3)}"
    order = {"externalOrderNo": number, "styleNo": options.style_no, "styleName": options.style_name,
             "quantity": options.quantity or sum(item["quantity"] for item in items),
             "requiredDate": options.required_date, "remark": options.remark, "items": items}
    return {name: value for name, value in order.items() if value is not None}


def place_order(hub, options):
    order = order_of(options)
    try:
        print(to_json(hub.place_order(order)))
    except HubUnavailable as error:
        sys.exit(f"{error}\nRepeat it with --external-order-no {order['externalOrderNo']}: that makes no second order.")


def missed(hub, after):
    while True:
        page = hub.events_after(after)
        for event in page["events"]:
            if event["sequence"] != after + 1:
                print(f"gap: seq {after + 1} to {event['sequence'] - 1} are not kept any more", file=sys.stderr)
            after = event["sequence"]
            print(line_of("missed", event))
        if not page["hasMore"] or not page["events"]:
            break
    print(f"complete to seq={after}", file=sys.stderr)


def receive(secret, options):
    inbox = Inbox(options.after)
    with WebhookReceiver(options.port, secret, inbox, lambda event: print(line_of("verified", event), flush=True), options.count) as server:
        print(f"listening on http://127.0.0.1:{server.server_port}/", file=sys.stderr, flush=True)
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            pass
    print(f"complete to seq={inbox.complete_to}", file=sys.stderr)


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # Chinese text, also where the console's own encoding is another.
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--demo", metavar="FILE", help="take address and secrets from the demo.json of `Weft.Hub demo`")
    shared.add_argument("--tenant", default="huafeng", help="whose credential in demo.json")
    parser = argparse.ArgumentParser(description="Settings: WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, WEFT_CALLBACK_SECRET, or --demo FILE.")
    commands = parser.add_subparsers(dest="command", required=True)
    place = commands.add_parser("place-order", parents=[shared])
    place.add_argument("--external-order-no")
    place.add_argument("--style-no", default="FZ2024001")
    place.add_argument("--style-name")
    place.add_argument("--quantity", type=int, help="default: the items' sum, or 500")
    place.add_argument("--items", help="colour:size:pieces,… ; default: all pieces in 红 M")
    place.add_argument("--required-date", metavar="yyyy-MM-dd")
    place.add_argument("--remark")
    commands.add_parser("get-order", parents=[shared]).add_argument("order_no")
    commands.add_parser("missed", parents=[shared]).add_argument("--after", type=int, default=0, help="the last sequence you have")
    receiver = commands.add_parser("receive", parents=[shared])
    receiver.add_argument("--port", type=int, default=8090)
    receiver.add_argument("--after", type=int, default=0, help="the last sequence you have")
    receiver.add_argument("--count", type=int, help="stop after so many verified events")
    sign = commands.add_parser("sign", parents=[shared])  # for comparing your own signature with this one
    sign.add_argument("timestamp")
    sign.add_argument("body")
    try:
        run(parser.parse_args())
    except (HubError, OSError) as error:
        sys.exit(str(error))


def run(options):
    values = settings(options)
    if options.command == "receive":
        required(values, "callbackSecret")
        return receive(values["callbackSecret"], options)
    required(values, "appKey", "appSecret")
    hub = Hub(values["hub"], values["appKey"], values["appSecret"])
    if options.command == "place-order":
        place_order(hub, options)
    elif options.command == "get-order":
        print(to_json(hub.get_order(options.order_no)))
    elif options.command == "missed":
        missed(hub, options.after)
    else:
        print(hub.sign(options.timestamp, options.body.encode()))


if __name__ == "__main__":
    main()
