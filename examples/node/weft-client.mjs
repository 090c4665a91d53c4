#!/usr/bin/env node
// A customer's system that talks to a Weft Hub: it places and reads orders and receives webhooks.
//
// No packages; Node 20 or later. Copy `Hub`, `Inbox` and `webhookReceiver` into your own program; what is below them is a command line to try them with.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const ATTEMPTS = 5;
const TIMEOUT_MS = 15_000;
const LONGEST_WAIT_MS = 60_000; // A used-up daily quota asks for hours: say so to the caller instead of sleeping.
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
const MAX_WEBHOOK_BYTES = 1024 * 1024;

function hmacHex(secret, ...parts) {
  const hmac = createHmac("sha256", secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** The Hub refused the call. */
export class HubError extends Error {}

/** No answer that settles the matter, after every attempt: the call may or may not have had its effect. Repeat it later. */
export class HubUnavailable extends HubError {}

/** The signed API. Every call may be repeated safely: reading changes nothing, and an order is known by its externalOrderNo. */
export class Hub {
  #appSecret;

  constructor(url, appKey, appSecret) {
    this.url = url.replace(/\/+$/, "");
    this.appKey = appKey;
    this.#appSecret = appSecret;
  }

  sign(timestamp, body) {
    return hmacHex(this.#appSecret, this.appKey, timestamp, body);
  }

  placeOrder(order) {
    // The bytes are made once: what is signed must be what is sent, to the last byte, on every attempt.
    return this.call("POST", "/openapi/v1/orders/create", Buffer.from(JSON.stringify(order)));
  }

  getOrder(orderNo) {
    return this.call("GET", `/openapi/v1/orders/${encodeURIComponent(orderNo)}`);
  }

  eventsAfter(sequence) {
    return this.call("GET", `/openapi/v1/events?after=${sequence}&size=100`);
  }

  /** The answer's data. Tries again when the network, the limits or the server stand in the way, not when the Hub says no. */
  async call(method, path, body = Buffer.alloc(0)) {
    for (let attempt = 1; ; attempt++) {
      const { status, retryAfter, answer, problem } = await this.#sendOnce(method, path, body);
      if (status === 200 && answer?.code === 200) return answer.data;
      if (status !== undefined && status !== 429 && status < 500) throw new HubError(problem);

      // Doubling, with chance in it, so that many clients do not come back in step.
      let waitMs = 1000 * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
      if (retryAfter) waitMs = Math.max(waitMs, 1000 * Number(retryAfter));
      if (attempt === ATTEMPTS || waitMs > LONGEST_WAIT_MS) {
        throw new HubUnavailable(`${problem}; gave up after attempt ${attempt}` + (retryAfter ? `, the Hub asks to wait ${retryAfter} s` : ""));
      }
      console.error(`${problem}; trying again in ${(waitMs / 1000).toFixed(1)} s`);
      await sleep(waitMs);
    }
  }

  async #sendOnce(method, path, body) {
    const timestamp = String(Date.now()); // New on every attempt: the Hub refuses a timestamp and signature that it has had before.
    const headers = { "X-App-Key": this.appKey, "X-Timestamp": timestamp, "X-Signature": this.sign(timestamp, body) };
    if (body.length > 0) headers["Content-Type"] = "application/json; charset=utf-8";

    let response, text;
    try {
      response = await fetch(this.url + path, {
        method,
        headers,
        body: body.length > 0 ? body : undefined,
        redirect: "manual", // A redirected POST would arrive as a GET without its body.
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      return { problem: `no answer from ${this.url}: ${error.cause?.message || error.message}` };
    }

    const { status } = response;
    const retryAfter = /^\d+$/.exec(response.headers.get("Retry-After") ?? "")?.[0];
    let answer;
    try {
      answer = JSON.parse(text);
    } catch {
      // Something between us and the Hub has answered, a proxy's error page for example.
    }
    if (!answer?.requestId) return { status, retryAfter, problem: `not an answer of a Hub: status ${status}, ${JSON.stringify(text.slice(0, 200))}` };
    const details = answer.data ? ` ${JSON.stringify(answer.data)}` : "";
    const problem = `refused: ${status} ${response.headers.get("X-Error-Code") ?? "-"} ${answer.message}${details} (${answer.requestId})`;
    return { status, retryAfter, answer, problem };
  }
}

/**
 * What has arrived: each event once, and which sequence numbers are still missing.
 *
 * In your ERP both belong in the database, written in the transaction that does the event's work (a unique index on the id):
 * then a crash in between neither loses an event nor does its work twice.
 */
export class Inbox {
  #ids = new Set();
  #ahead = new Set(); // arrived beyond completeTo
  #highest;

  constructor(completeTo) {
    this.completeTo = completeTo; // every event up to this number has arrived
    this.#highest = completeTo;
  }

  has(id) {
    return this.#ids.has(id);
  }

  add(id, sequence) {
    this.#ids.add(id);
    if (this.#ids.size > 10_000) this.#ids.delete(this.#ids.values().next().value);
    if (sequence === undefined) return;

    if (sequence > this.#highest + 1) {
      // Perhaps only late: the Hub sends two at a time and repeats what failed. Fetching is for when it stays away.
      console.error(`gap: seq ${this.#highest + 1} to ${sequence - 1} not here yet; fetch: missed --after ${this.completeTo}`);
    }
    this.#highest = Math.max(this.#highest, sequence);
    if (sequence > this.completeTo) this.#ahead.add(sequence);
    while (this.#ahead.delete(this.completeTo + 1)) this.completeTo++;
  }
}

/** Whether the Hub sent this. `body` is the request's bytes as they came, before anything reads them as JSON. */
export function isGenuine(headers, body, callbackSecret) {
  const timestamp = headers["x-webhook-timestamp"] ?? "";
  const signature = headers["x-webhook-signature"] ?? "";
  if (!/^\d{1,15}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(Date.now() - Number(timestamp)) > CLOCK_TOLERANCE_MS) return false; // an old request, sent again by someone who recorded it
  return timingSafeEqual(Buffer.from(signature), Buffer.from(hmacHex(callbackSecret, timestamp, body)));
}

/** A server that takes events. It answers 200 only when an event has been dealt with; after anything else the Hub sends it again. */
export function webhookReceiver(callbackSecret, inbox, handle) {
  return createServer(async (request, response) => {
    const answer = (status) => response.writeHead(status, { "Content-Length": 0 }).end();
    if (request.method !== "POST") return answer(405);
    try {
      const body = await bytesOf(request);
      if (body === undefined) return response.writeHead(413, { Connection: "close" }).end();
      if (!isGenuine(request.headers, body, callbackSecret)) {
        console.error("refused: the signature or the time is wrong");
        return answer(401);
      }
      const event = JSON.parse(body.toString("utf8"));
      // The signature covers the body, not the headers: an id that differs from the signed one would defeat the deduplication.
      if (event.id === undefined || event.id !== request.headers["x-webhook-id"]) {
        console.error("refused: the id in the header is not the signed one");
        return answer(401);
      }
      if (!inbox.has(event.id)) {
        handle(event, request, body); // First the work, then the note that it is done: if it fails, the Hub sends the event again.
        inbox.add(event.id, event.sequence);
      }
      answer(200);
    } catch (error) {
      console.error(`not dealt with: ${error.message}`);
      answer(error instanceof SyntaxError ? 400 : 500);
    }
  });
}

async function bytesOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_WEBHOOK_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// ---- the command line ----

const USAGE = `usage: weft-client.mjs COMMAND [--demo FILE [--tenant CODE]]
  place-order [--external-order-no NO] [--style-no NO] [--style-name NAME] [--quantity N]
              [--items COLOUR:SIZE:PIECES,...] [--required-date yyyy-MM-dd] [--remark TEXT]
  get-order ORDER_NO
  missed  [--after SEQUENCE]
  receive [--port 8090] [--after SEQUENCE] [--count N] [--save DIR]
Settings: WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, WEFT_CALLBACK_SECRET, or --demo FILE.`;

const OPTIONS = Object.fromEntries(
  ["demo", "tenant", "external-order-no", "style-no", "style-name", "quantity", "items", "required-date", "remark", "after", "port", "count", "save"]
    .map((name) => [name, { type: "string" }]),
);

class UsageError extends Error {}

function wholeNumber(name, text) {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name}: ${text} is not a whole number`);
  return Number(text);
}

const lineOf = (word, event) => `${word} ${event.id} ${event.event} seq=${event.sequence} ${event.data?.orderNo ?? "-"}`;

/** The environment; or, to try things, the first order credential that `Weft.Hub demo` has left in demo.json. */
export function settings(options) {
  if (options.demo === undefined) {
    const { WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, WEFT_CALLBACK_SECRET } = process.env;
    return { hub: WEFT_HUB || "http://127.0.0.1:5080", appKey: WEFT_APP_KEY, appSecret: WEFT_APP_SECRET, callbackSecret: WEFT_CALLBACK_SECRET };
  }
  const demo = JSON.parse(readFileSync(options.demo, "utf8"));
  const tenantCode = options.tenant ?? "huafeng";
  const app = demo.tenants.find((tenant) => tenant.tenantCode === tenantCode)?.apps.find(({ appType }) => appType === "ORDER_SYNC");
  if (!app) throw new UsageError(`${options.demo} has no ORDER_SYNC credential of tenant ${tenantCode}`);
  return { hub: demo.hub, ...app };
}

function required(value, variable) {
  if (!value) throw new UsageError(`${variable} is not set (or use --demo data/demo.json)`);
  return value;
}

function orderOf(options) {
  const quantity = options.quantity === undefined ? undefined : wholeNumber("--quantity", options.quantity);
  const items = (options.items ?? `红:M:${quantity ?? 500}`).split(",").map((item) => {
    const [color, size, pieces] = item.split(":");
    if (pieces === undefined) throw new UsageError(`--items: ${item} is not COLOUR:SIZE:PIECES`);
    return { color, size, quantity: wholeNumber("--items", pieces) };
  });
  // In your ERP this is the number of your own order, stored before the call: whoever repeats the call repeats the number.
  const generated = `EX-${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}-${randomBytes(3).toString("hex")}`;
  return {
    externalOrderNo: options["external-order-no"] ?? generated,
    styleNo: options["style-no"] ?? "FZ2024001",
    styleName: options["style-name"], // JSON leaves out what is undefined
    quantity: quantity ?? items.reduce((sum, item) => sum + item.quantity, 0),
    requiredDate: options["required-date"],
    remark: options.remark,
    items,
  };
}

async function placeOrder(hub, options) {
  const order = orderOf(options);
  try {
    console.log(JSON.stringify(await hub.placeOrder(order)));
  } catch (error) {
    if (error instanceof HubUnavailable) error.message += `\nRepeat it with --external-order-no ${order.externalOrderNo}: that makes no second order.`;
    throw error;
  }
}

async function missed(hub, after) {
  for (;;) {
    const page = await hub.eventsAfter(after);
    for (const event of page.events) {
      if (event.sequence !== after + 1) console.error(`gap: seq ${after + 1} to ${event.sequence - 1} are not kept any more`);
      after = event.sequence;
      console.log(lineOf("missed", event));
    }
    if (!page.hasMore || page.events.length === 0) break;
  }
  console.error(`complete to seq=${after}`);
}

async function receive(callbackSecret, options) {
  const inbox = new Inbox(wholeNumber("--after", options.after ?? "0"));
  let left = options.count === undefined ? Infinity : wholeNumber("--count", options.count);
  const server = webhookReceiver(callbackSecret, inbox, (event, request, body) => {
    if (options.save) save(options.save, event, request, body);
    console.log(lineOf("verified", event));
    left--;
  });
  // After the answer is out, so that the Hub knows that the last event has arrived.
  server.on("request", (_, response) => response.on("finish", () => {
    if (left > 0) return;
    server.close(() => console.error(`complete to seq=${inbox.completeTo}`));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  }));
  await new Promise((listening, failed) => server.once("error", failed).listen(wholeNumber("--port", options.port ?? "8090"), "127.0.0.1", listening));
  console.error(`listening on http://127.0.0.1:${server.address().port}/`);
}

/** Keeps the request as it came, for trying other verifiers on it (verify-standard-webhooks.mjs, ../curl/verify-webhook.sh). */
function save(folder, event, request, body) {
  mkdirSync(folder, { recursive: true });
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\n`).join("");
  writeFileSync(join(folder, `${event.sequence}.headers`), headers);
  writeFileSync(join(folder, `${event.sequence}.body`), body);
}

async function main() {
  const { values: options, positionals: [command, ...rest] } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const hub = () => {
    const { hub: url, appKey, appSecret } = settings(options);
    return new Hub(url, required(appKey, "WEFT_APP_KEY"), required(appSecret, "WEFT_APP_SECRET"));
  };
  const argument = (index, name) => rest[index] ?? (() => { throw new UsageError(`${command} needs ${name}`); })();
  switch (command) {
    case "place-order": return placeOrder(hub(), options);
    case "get-order": return console.log(JSON.stringify(await hub().getOrder(argument(0, "ORDER_NO"))));
    case "missed": return missed(hub(), wholeNumber("--after", options.after ?? "0"));
    case "receive": return receive(required(settings(options).callbackSecret, "WEFT_CALLBACK_SECRET"), options);
    case "sign": return console.log(hub().sign(argument(0, "TIMESTAMP"), argument(1, "BODY"))); // for comparing your own signature with this one
    default: throw new UsageError(USAGE);
  }
}

// Only when started as a program, not when imported.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = error instanceof UsageError || error.code?.startsWith("ERR_PARSE_ARGS") ? 2 : 1;
  });
}
