// Signs in the browser: the secret is read from its box here and goes nowhere, not even to the page's own connection.
const encoder = new TextEncoder();
const hex = bytes => [...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, "0")).join("");

// Browsers offer cryptography on safe origins only; a Hub inside a factory may be reached by plain HTTP.
const rotate = (x, n) => (x >>> n) | (x << (32 - n));
const K = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every(p => n % p)) primes.push(n);
  return primes.map(p => (Math.cbrt(p) % 1) * 4294967296 | 0);
})();
const H = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
export function sha256(data) {
  const length = data.length, padded = new Uint8Array(((length + 9 + 63) >> 6) << 6), view = new DataView(padded.buffer);
  padded.set(data);
  padded[length] = 0x80;
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const h = [...H], w = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + w[i - 7] + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (k + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [k, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, k].forEach((v, i) => h[i] = (h[i] + v) | 0);
  }
  const out = new DataView(new ArrayBuffer(32));
  h.forEach((v, i) => out.setInt32(i * 4, v));
  return new Uint8Array(out.buffer);
}
export function hmacPlain(key, data) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const join = (mask, rest) => { const all = new Uint8Array(64 + rest.length); all.set(block.map(b => b ^ mask)); all.set(rest, 64); return all; };
  return sha256(join(0x5c, sha256(join(0x36, data))));
}
export async function hmac(secret, text) {
  const [key, data] = [encoder.encode(secret), encoder.encode(text)];
  if (!globalThis.crypto?.subtle || !key.length) return hex(hmacPlain(key, data));
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", imported, data));
}

const same = (given, expected) => given.replace(/^sha256=/i, "").toLowerCase() === expected;
const fromBase64 = text => {
  try { return hex(Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))); } catch { return ""; }
};
const compact = body => { try { return JSON.stringify(JSON.parse(body)); } catch { return null; } };

// The mistakes that are made most; the Hub's own doctor knows more of them and writes into the call log.
async function diagnose(key, secret, timestamp, body, given) {
  const guesses = [
    ["check.emptybody", secret, key + timestamp, body !== ""], ["check.trimmed", secret, key + timestamp + body.trim(), body.trim() !== body],
    ["check.newline", secret, key + timestamp + body + "\n", true], ["check.crlf", secret, key + timestamp + body.replaceAll("\n", "\r\n"), body.includes("\n")],
    ["check.compact", secret, key + timestamp + compact(body), compact(body) !== null && compact(body) !== body],
    ["check.order", secret, timestamp + key + body, true], ["check.order", secret, body + timestamp + key, body !== ""], ["check.order", secret, key + body + timestamp, body !== ""],
    ["check.nokey", secret, timestamp + body, true],
    ["check.separator", secret, [key, timestamp, body].join("\n"), true], ["check.separator", secret, [key, timestamp, body].join("&"), true],
    ["check.secretspace", secret + "\n", key + timestamp + body, true], ["check.secretspace", secret.trim(), key + timestamp + body, secret.trim() !== secret],
    ["check.secondssigned", secret, key + timestamp.slice(0, 10) + body, timestamp.length === 13],
  ];
  for (const [name, useSecret, message, applies] of guesses) {
    if (!applies) continue;
    const made = await hmac(useSecret, message);
    if (same(given, made) || fromBase64(given) === made) return name;
  }
  return null;
}

const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });
const line = (list, good, text, code) => {
  const item = element("li", good === null ? "" : good ? "good" : "bad", text);
  if (code !== undefined) item.append(element("pre", "w-code", code));
  list.append(item);
};

async function check(form, box, t) {
  const [key, secret, timestamp, body, given] = ["key", "secret", "timestamp", "body", "signature"].map(n => form.elements[n].value);
  box.replaceChildren();
  box.hidden = false;
  const list = element("ul", "w-checks-list", "");
  box.append(list);
  if (!key || !secret || !timestamp) return line(list, false, t["check.need"]);
  const [cleanKey, cleanTime, cleanGiven] = [key.trim(), timestamp.trim(), given.trim()];
  const expected = await hmac(secret, cleanKey + cleanTime + body);
  const match = cleanGiven === expected;
  if (cleanGiven) line(list, match, match ? t["check.match"] : t["check.nomatch"]);
  if (!/^os_[0-9a-f]{24}$/.test(cleanKey)) line(list, false, t["check.keyform"]);
  if (!/^\d{13}$/.test(cleanTime)) line(list, false, t[/^\d{10}$/.test(cleanTime) ? "check.seconds" : "check.timeform"]);
  else {
    const off = Math.round((Date.now() - Number(cleanTime)) / 1000);
    line(list, Math.abs(off) <= 300 ? true : null, (Math.abs(off) <= 300 ? t["check.clockok"] : t["check.clock"]).replace("{0}", off));
  }
  if (cleanGiven && !match) {
    if (same(cleanGiven, expected)) line(list, false, t["check.upper"]);
    else if (fromBase64(cleanGiven) === expected) line(list, false, t["check.base64"]);
    else {
      if (!/^[0-9a-f]{64}$/.test(cleanGiven)) line(list, false, t["check.format"]);
      line(list, false, t[await diagnose(cleanKey, secret, cleanTime, body, cleanGiven) ?? "check.none"]);
    }
    line(list, null, t["check.given"], cleanGiven);
  }
  line(list, null, t["check.expected"], expected);
  line(list, null, t["check.message"], cleanKey + cleanTime + body);
}

async function tryOut(form, box, t) {
  const [key, secret, path, body] = ["key", "secret", "path", "body"].map(n => form.elements[n].value);
  const method = form.elements.endpoint.value.split(" ")[0] || "POST";
  box.replaceChildren();
  box.hidden = false;
  if (!key || !secret) return box.append(element("p", "w-note bad", t["check.need"]));
  const sent = method === "GET" ? "" : body;
  const timestamp = String(Date.now());
  const headers = { "X-App-Key": key.trim(), "X-Timestamp": timestamp, "X-Signature": await hmac(secret, key.trim() + timestamp + sent) };
  if (sent) headers["Content-Type"] = "application/json";
  const began = performance.now();
  try {
    const answer = await fetch(form.dataset.base + path, { method, headers, body: method === "GET" ? undefined : sent, credentials: "omit" });
    const text = await answer.text();
    const head = element("p", "w-row", "");
    head.append(element("span", `w-tag ${answer.ok ? "w-tag-good" : "w-tag-bad"}`, `HTTP ${answer.status}`), element("span", "w-quiet", t["try.took"].replace("{0}", Math.round(performance.now() - began))));
    const hint = answer.headers.get("X-Signature-Hint");
    if (hint) head.append(element("span", "w-tag w-tag-wait", hint));
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* it is no JSON, and is shown as it came */ }
    box.append(head, element("pre", "w-code", shown));
  } catch (error) {
    box.append(element("p", "w-note bad", `${t["try.failed"]} ${error.message}`));
  }
}

export function attach(root) {
  const t = JSON.parse(root.dataset.texts);
  const [tryForm, checkForm] = [root.querySelector("#try-form"), root.querySelector("#check-form")];
  const run = (form, work, box) => form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try { await work(form, root.querySelector(box), t); } finally { button.disabled = false; }
  });
  run(tryForm, tryOut, "#try-result");
  run(checkForm, check, "#check-result");
  tryForm.elements.endpoint.addEventListener("change", event => { tryForm.elements.path.value = event.target.value.split(" ")[1] ?? ""; });
  if (location.hash) root.querySelector(CSS.escape ? `#${CSS.escape(location.hash.slice(1))}` : location.hash)?.scrollIntoView();
}
