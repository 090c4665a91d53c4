// Shows that stock Standard Webhooks verifiers accept what the Hub sends: the npm packages `standardwebhooks` and `svix`, unchanged.
//
//   npm install                                          once, in this folder
//   node weft-client.mjs receive --count 1 --save DIR    stores the request as DIR/<sequence>.headers and .body
//   node verify-standard-webhooks.mjs DIR/1.headers DIR/1.body
//
// Within five minutes of the delivery: both packages refuse older timestamps, as they should.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { settings } from "./weft-client.mjs";

/** The form in which these packages take the callback secret: Base64 behind their own prefix. */
function stockSecret(callbackSecret) {
  return `whsec_${callbackSecret.replace(/^wh_/, "")}`;
}

const { values: options, positionals: [headersFile, bodyFile] } = parseArgs({
  options: { demo: { type: "string" }, tenant: { type: "string" } },
  allowPositionals: true,
});
if (!bodyFile) {
  console.error("usage: verify-standard-webhooks.mjs HEADERS_FILE BODY_FILE [--demo FILE [--tenant CODE]]\nSettings: WEFT_CALLBACK_SECRET, or --demo FILE.");
  process.exit(2);
}

const { callbackSecret } = settings(options);
if (!callbackSecret) {
  console.error("WEFT_CALLBACK_SECRET is not set (or use --demo data/demo.json)");
  process.exit(2);
}

const headers = {};
for (const line of readFileSync(headersFile, "utf8").split(/\r?\n/)) {
  const colon = line.indexOf(":");
  if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
}
const body = readFileSync(bodyFile);

for (const [name, Webhook] of Object.entries({ standardwebhooks: StandardWebhook, svix: SvixWebhook })) {
  try {
    const event = new Webhook(stockSecret(callbackSecret)).verify(body, headers);
    console.log(`${name}: verified ${event.id} ${event.event} seq=${event.sequence} ${event.data?.orderNo ?? "-"}`);
  } catch (error) {
    console.error(`${name}: refused: ${error.message}`);
    process.exitCode = 1;
  }
}
