import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A customer's system that talks to a Weft Hub: it places and reads orders and receives webhooks.
 *
 * No libraries; Java 17 or later: {@code java WeftClient.java place-order}. Copy {@link Hub}, {@link Inbox} and {@link WebhookReceiver} into your
 * own program, with your own JSON library in the place of {@link Json}. This file is plain ASCII, so that it compiles under any default encoding.
 */
public class WeftClient {
    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** A used-up daily quota asks for hours: say so to the caller instead of sleeping. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final long CLOCK_TOLERANCE_MS = Duration.ofMinutes(5).toMillis();
    private static final int MAX_WEBHOOK_BYTES = 1024 * 1024;

    // Chinese text, also where the console's own encoding is another.
    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    static String hmacHex(String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(secret), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    static byte[] utf8(String text) {
        // Never getBytes() alone: before Java 18 it uses the machine's encoding, often GBK on a Chinese Windows, and then the signature is wrong.
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The Hub refused the call. */
    static class HubException extends Exception {
        HubException(String message) {
            super(message);
        }
    }

    /** No answer that settles the matter, after every attempt: the call may or may not have had its effect. Repeat it later. */
    static class HubUnavailableException extends HubException {
        HubUnavailableException(String message) {
            super(message);
        }
    }

    /** The signed API. Every call may be repeated safely: reading changes nothing, and an order is known by its externalOrderNo. */
    static class Hub {
        private final String url;
        private final String appKey;
        private final String appSecret;
        // Redirects are not followed, which is HttpClient's default: a redirected POST would arrive as a GET without its body.
        private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

        Hub(String url, String appKey, String appSecret) {
            this.url = url.replaceAll("/+$", "");
            this.appKey = appKey;
            this.appSecret = appSecret;
        }

        String sign(String timestamp, byte[] body) {
            return hmacHex(appSecret, utf8(appKey), utf8(timestamp), body);
        }

        Map<String, Object> placeOrder(Map<String, Object> order) throws HubException, InterruptedException {
            // The bytes are made once: what is signed must be what is sent, to the last byte, on every attempt.
            return call("POST", "/openapi/v1/orders/create", utf8(Json.write(order)));
        }

        Map<String, Object> getOrder(String orderNo) throws HubException, InterruptedException {
            return call("GET", "/openapi/v1/orders/" + URLEncoder.encode(orderNo, StandardCharsets.UTF_8).replace("+", "%20"), new byte[0]);
        }

        Map<String, Object> eventsAfter(long sequence) throws HubException, InterruptedException {
            return call("GET", "/openapi/v1/events?after=" + sequence + "&size=100", new byte[0]);
        }

        /** The answer's data. Tries again when the network, the limits or the server stand in the way, not when the Hub says no. */
        Map<String, Object> call(String method, String path, byte[] body) throws HubException, InterruptedException {
            for (int attempt = 1; ; attempt++) {
                String problem;
                String retryAfter = "";
                try {
                    HttpResponse<String> response = sendOnce(method, path, body);
                    Map<String, Object> answer = envelopeOf(response.body());
                    int status = response.statusCode();
                    if (status == 200 && answer != null) {
                        return Json.object(answer.get("data"));
                    }
                    problem = problemOf(response, answer);
                    if (status != 429 && status < 500) {
                        throw new HubException(problem);
                    }
                    retryAfter = response.headers().firstValue("Retry-After").filter(value -> value.matches("[0-9]{1,9}")).orElse("");
                } catch (IOException e) {
                    problem = "no answer from " + url + ": " + e;
                }

                // Doubling, with chance in it, so that many clients do not come back in step.
                long waitMs = (long) (1000 * Math.pow(2, attempt - 1) * ThreadLocalRandom.current().nextDouble(0.5, 1));
                if (!retryAfter.isEmpty()) {
                    waitMs = Math.max(waitMs, 1000 * Long.parseLong(retryAfter));
                }
                if (attempt == ATTEMPTS || waitMs > LONGEST_WAIT.toMillis()) {
                    throw new HubUnavailableException(problem + "; gave up after attempt " + attempt
                        + (retryAfter.isEmpty() ? "" : ", the Hub asks to wait " + retryAfter + " s"));
                }
                ERR.printf("%s; trying again in %.1f s%n", problem, waitMs / 1000.0);
                Thread.sleep(waitMs);
            }
        }

        private HttpResponse<String> sendOnce(String method, String path, byte[] body) throws IOException, InterruptedException {
            // New on every attempt: the Hub refuses a timestamp and signature that it has had before.
            String timestamp = Long.toString(System.currentTimeMillis());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("X-App-Key", appKey)
                .header("X-Timestamp", timestamp)
                .header("X-Signature", sign(timestamp, body));
            if (body.length > 0) {
                request.header("Content-Type", "application/json; charset=utf-8");
                request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            } else {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        /** Null when something between us and the Hub has answered, a proxy's error page for example. */
        private static Map<String, Object> envelopeOf(String text) {
            try {
                Map<String, Object> answer = Json.object(Json.read(text));
                return answer.get("requestId") == null ? null : answer;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private static String problemOf(HttpResponse<String> response, Map<String, Object> answer) {
            if (answer == null) {
                String text = response.body();
                return "not an answer of a Hub: status " + response.statusCode() + ", " + Json.write(text.substring(0, Math.min(200, text.length())));
            }
            String details = answer.get("data") == null ? "" : " " + Json.write(answer.get("data"));
            return "refused: " + response.statusCode() + " " + response.headers().firstValue("X-Error-Code").orElse("-") + " " + answer.get("message")
                + details + " (" + answer.get("requestId") + ")";
        }
    }

    /**
     * What has arrived: each event once, and which sequence numbers are still missing.
     *
     * In your ERP both belong in the database, written in the transaction that does the event's work (a unique index on the id):
     * then a crash in between neither loses an event nor does its work twice.
     */
    static class Inbox {
        private long completeTo; // every event up to this number has arrived
        private long highest;
        private final Set<Long> ahead = new TreeSet<>(); // arrived beyond completeTo
        private final Map<String, Boolean> ids = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > 10_000;
            }
        };

        Inbox(long completeTo) {
            this.completeTo = completeTo;
            this.highest = completeTo;
        }

        boolean has(String id) {
            return ids.containsKey(id);
        }

        void add(String id, Long sequence) {
            ids.put(id, true);
            if (sequence == null) {
                return;
            }
            if (sequence > highest + 1) {
                // Perhaps only late: the Hub sends two at a time and repeats what failed. Fetching is for when it stays away.
                ERR.printf("gap: seq %d to %d not here yet; fetch: missed --after %d%n", highest + 1, sequence - 1, completeTo);
            }
            highest = Math.max(highest, sequence);
            if (sequence > completeTo) {
                ahead.add(sequence);
            }
            while (ahead.remove(completeTo + 1)) {
                completeTo++;
            }
        }

        long completeTo() {
            return completeTo;
        }
    }

    /** Takes events on 127.0.0.1. Answers 200 only when an event has been dealt with; after anything else the Hub sends it again. */
    static class WebhookReceiver {
        private final HttpServer server;
        private final ExecutorService threads = Executors.newFixedThreadPool(4);
        private final String callbackSecret;
        private final Inbox inbox;
        private final Consumer<Map<String, Object>> handle;
        private final CountDownLatch left;

        WebhookReceiver(int port, String callbackSecret, Inbox inbox, Consumer<Map<String, Object>> handle, int count) throws IOException {
            this.callbackSecret = callbackSecret;
            this.inbox = inbox;
            this.handle = handle;
            this.left = new CountDownLatch(count);
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            server.createContext("/", this::answer);
            server.setExecutor(threads);
        }

        /** Until so many events have been verified and answered. */
        void run() throws InterruptedException {
            server.start();
            ERR.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
            left.await();
            server.stop(1);
            threads.shutdown();
        }

        private void answer(HttpExchange exchange) throws IOException {
            boolean counts = false;
            try (exchange) {
                int status = 500;
                try {
                    byte[] body = exchange.getRequestBody().readNBytes(MAX_WEBHOOK_BYTES + 1);
                    if (!exchange.getRequestMethod().equals("POST")) {
                        status = 405;
                    } else if (body.length > MAX_WEBHOOK_BYTES) {
                        status = 413;
                    } else if (!genuine(exchange, body)) {
                        ERR.println("refused: the signature or the time is wrong");
                        status = 401;
                    } else {
                        Map<String, Object> event = Json.object(Json.read(new String(body, StandardCharsets.UTF_8)));
                        String id = String.valueOf(event.get("id"));
                        // The signature covers the body, not the headers: an id that differs from the signed one would defeat the deduplication.
                        if (id.equals(exchange.getRequestHeaders().getFirst("X-Webhook-Id"))) {
                            counts = receive(id, event);
                            status = 200;
                        } else {
                            ERR.println("refused: the id in the header is not the signed one");
                            status = 401;
                        }
                    }
                } catch (IllegalArgumentException e) {
                    ERR.println("a signed body that can not be read: " + e.getMessage());
                    status = 400;
                } finally {
                    exchange.sendResponseHeaders(status, -1);
                }
            } finally {
                if (counts) {
                    left.countDown(); // after the answer is out, so that the Hub knows that the last event has arrived
                }
            }
        }

        private synchronized boolean receive(String id, Map<String, Object> event) {
            if (inbox.has(id)) {
                return false;
            }
            handle.accept(event); // First the work, then the note that it is done: if it fails, the Hub sends the event again.
            inbox.add(id, event.get("sequence") instanceof BigDecimal number ? (Long) number.longValueExact() : null);
            return true;
        }

        private boolean genuine(HttpExchange exchange, byte[] body) {
            String timestamp = exchange.getRequestHeaders().getFirst("X-Webhook-Timestamp");
            String signature = exchange.getRequestHeaders().getFirst("X-Webhook-Signature");
            if (timestamp == null || !timestamp.matches("[0-9]{1,15}") || signature == null || !signature.matches("[0-9a-f]{64}")) {
                return false;
            }
            if (Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp)) > CLOCK_TOLERANCE_MS) {
                return false; // an old request, sent again by someone who recorded it
            }
            // Over the bytes as they came, before anything reads them as JSON; and in constant time, which String.equals is not.
            return MessageDigest.isEqual(utf8(signature), utf8(hmacHex(callbackSecret, utf8(timestamp), body)));
        }
    }

    // ---- the command line ----

    private static final String USAGE = """
        usage: java WeftClient.java COMMAND [--demo FILE [--tenant CODE]]
          place-order [--external-order-no NO] [--style-no NO] [--style-name NAME] [--quantity N]
                      [--items COLOUR:SIZE:PIECES,...] [--required-date yyyy-MM-dd] [--remark TEXT]
          get-order ORDER_NO
          missed  [--after SEQUENCE]
          receive [--port 8090] [--after SEQUENCE] [--count N]
        Settings: WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, WEFT_CALLBACK_SECRET, or --demo FILE.""";

    private static final Set<String> OPTIONS = Set.of("demo", "tenant", "external-order-no", "style-no", "style-name", "quantity", "items",
        "required-date", "remark", "after", "port", "count");

    static class UsageException extends RuntimeException {
        UsageException(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws Exception {
        try {
            run(args);
        } catch (UsageException e) {
            ERR.println(e.getMessage());
            System.exit(2);
        } catch (HubException | IOException e) {
            ERR.println(e instanceof HubException ? e.getMessage() : e.toString());
            System.exit(1);
        }
    }

    private static void run(String[] args) throws HubException, IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        List<String> words = new ArrayList<>();
        if (String.join(" ", args).indexOf('\uFFFD') >= 0) {
            throw new UsageException("Java could not read the arguments' Chinese text: run with LC_ALL=C.UTF-8");
        }
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                words.add(args[i]);
            } else if (OPTIONS.contains(args[i].substring(2)) && i + 1 < args.length) {
                options.put(args[i].substring(2), args[++i]);
            } else {
                throw new UsageException(USAGE);
            }
        }
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "place-order" -> placeOrder(hub(options), options);
            case "get-order" -> OUT.println(Json.write(hub(options).getOrder(word(words, 1))));
            case "missed" -> missed(hub(options), wholeNumber("after", options.getOrDefault("after", "0")));
            case "receive" -> receive(options);
            case "sign" -> OUT.println(hub(options).sign(word(words, 1), utf8(word(words, 2)))); // for comparing your own signature with this one
            default -> throw new UsageException(USAGE);
        }
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new UsageException(USAGE);
        }
        return words.get(index);
    }

    private static int wholeNumber(String name, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new UsageException("--" + name + ": " + text + " is not a whole number");
        }
        return Integer.parseInt(text);
    }

    /** The environment; or, to try things, the first order credential that `Weft.Hub demo` has left in demo.json. */
    private static Map<String, Object> settings(Map<String, String> options) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        if (!options.containsKey("demo")) {
            settings.put("hub", System.getenv().getOrDefault("WEFT_HUB", "http://127.0.0.1:5080"));
            settings.put("appKey", System.getenv("WEFT_APP_KEY"));
            settings.put("appSecret", System.getenv("WEFT_APP_SECRET"));
            settings.put("callbackSecret", System.getenv("WEFT_CALLBACK_SECRET"));
            return settings;
        }
        Map<String, Object> demo = Json.object(Json.read(Files.readString(Path.of(options.get("demo")))));
        String tenantCode = options.getOrDefault("tenant", "huafeng");
        for (Object tenant : Json.list(demo.get("tenants"))) {
            for (Object app : Json.list(Json.object(tenant).get("apps"))) {
                if (tenantCode.equals(Json.object(tenant).get("tenantCode")) && "ORDER_SYNC".equals(Json.object(app).get("appType"))) {
                    settings.putAll(Json.object(app));
                    settings.put("hub", demo.get("hub"));
                    return settings;
                }
            }
        }
        throw new UsageException(options.get("demo") + " has no ORDER_SYNC credential of tenant " + tenantCode);
    }

    private static String required(Map<String, Object> settings, String name, String variable) {
        if (settings.get(name) instanceof String value && !value.isEmpty()) {
            return value;
        }
        throw new UsageException(variable + " is not set (or use --demo data/demo.json)");
    }

    private static Hub hub(Map<String, String> options) throws IOException {
        Map<String, Object> settings = settings(options);
        return new Hub(required(settings, "hub", "WEFT_HUB"), required(settings, "appKey", "WEFT_APP_KEY"), required(settings, "appSecret", "WEFT_APP_SECRET"));
    }

    private static Map<String, Object> orderOf(Map<String, String> options) {
        List<Object> items = new ArrayList<>();
        int sum = 0;
        // \u7ea2 is "red", a colour's name as the trade writes it.
        for (String item : options.getOrDefault("items", "\u7ea2:M:" + options.getOrDefault("quantity", "500")).split(",")) {
            String[] parts = item.split(":");
            if (parts.length != 3) {
                throw new UsageException("--items: " + item + " is not COLOUR:SIZE:PIECES");
            }
            int pieces = wholeNumber("items", parts[2]);
            sum += pieces;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("color", parts[0]);
            line.put("size", parts[1]);
            line.put("quantity", pieces);
            items.add(line);
        }
        // In your ERP this is the number of your own order, stored before the call: whoever repeats the call repeats the number.
        String generated = "EX-" + DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(LocalDateTime.now())
            + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("externalOrderNo", options.getOrDefault("external-order-no", generated));
        order.put("styleNo", options.getOrDefault("style-no", "FZ2024001"));
        order.put("styleName", options.get("style-name"));
        order.put("quantity", options.containsKey("quantity") ? wholeNumber("quantity", options.get("quantity")) : sum);
        order.put("requiredDate", options.get("required-date"));
        order.put("remark", options.get("remark"));
        order.put("items", items);
        order.values().removeIf(value -> value == null);
        return order;
    }

    private static void placeOrder(Hub hub, Map<String, String> options) throws HubException, InterruptedException {
        Map<String, Object> order = orderOf(options);
        try {
            OUT.println(Json.write(hub.placeOrder(order)));
        } catch (HubUnavailableException e) {
            throw new HubException(e.getMessage() + "\nRepeat it with --external-order-no " + order.get("externalOrderNo") + ": that makes no second order.");
        }
    }

    private static void missed(Hub hub, long after) throws HubException, InterruptedException {
        Map<String, Object> page;
        do {
            page = hub.eventsAfter(after);
            for (Object each : Json.list(page.get("events"))) {
                Map<String, Object> event = Json.object(each);
                long sequence = ((BigDecimal) event.get("sequence")).longValueExact();
                if (sequence != after + 1) {
                    ERR.printf("gap: seq %d to %d are not kept any more%n", after + 1, sequence - 1);
                }
                after = sequence;
                OUT.println(lineOf("missed", event));
            }
        } while (Boolean.TRUE.equals(page.get("hasMore")) && !Json.list(page.get("events")).isEmpty());
        ERR.println("complete to seq=" + after);
    }

    private static void receive(Map<String, String> options) throws IOException, InterruptedException {
        String secret = required(settings(options), "callbackSecret", "WEFT_CALLBACK_SECRET");
        Inbox inbox = new Inbox(wholeNumber("after", options.getOrDefault("after", "0")));
        int count = options.containsKey("count") ? wholeNumber("count", options.get("count")) : Integer.MAX_VALUE;
        int port = wholeNumber("port", options.getOrDefault("port", "8090"));
        new WebhookReceiver(port, secret, inbox, event -> OUT.println(lineOf("verified", event)), count).run();
        ERR.println("complete to seq=" + inbox.completeTo());
    }

    private static String lineOf(String word, Map<String, Object> event) {
        Object orderNo = event.get("data") instanceof Map<?, ?> data ? data.get("orderNo") : null;
        return word + " " + event.get("id") + " " + event.get("event") + " seq=" + event.get("sequence") + " " + (orderNo == null ? "-" : orderNo);
    }

    /**
     * As much JSON as the example needs, since Java brings none: maps, lists, strings, BigDecimal, Boolean and null.
     * Reading throws IllegalArgumentException.
     */
    static final class Json {
        private static final int MAX_DEPTH = 64;
        private final String text;
        private int at;
        private int depth;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            json.skipSpace();
            if (json.at != text.length()) {
                throw json.error("something after the end");
            }
            return value;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> object(Object value) {
            if (value instanceof Map<?, ?>) {
                return (Map<String, Object>) value;
            }
            throw new IllegalArgumentException("not a JSON object");
        }

        static List<?> list(Object value) {
            if (value instanceof List<?> list) {
                return list;
            }
            throw new IllegalArgumentException("not a JSON array");
        }

        static String write(Object value) {
            StringBuilder out = new StringBuilder();
            write(value, out);
            return out.toString();
        }

        private static void write(Object value, StringBuilder out) {
            if (value instanceof Map<?, ?> map) {
                String separator = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    write(entry.getKey(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            } else if (value instanceof List<?> list) {
                String separator = "[";
                for (Object item : list) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            } else if (value instanceof String string) {
                out.append('"');
                for (char c : string.toCharArray()) {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append(c);
                    } else if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
                out.append('"');
            } else {
                out.append(value); // a number, true, false, null
            }
        }

        private Object value() {
            skipSpace();
            switch (peek()) {
                case '{':
                    return object();
                case '[':
                    return array();
                case '"':
                    return string();
                default:
                    int start = at;
                    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(start, at);
                    switch (word) {
                        case "true":
                            return true;
                        case "false":
                            return false;
                        case "null":
                            return null;
                        default:
                            if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?")) {
                                throw error("not a value");
                            }
                            return new BigDecimal(word);
                    }
            }
        }

        private Map<String, Object> object() {
            Map<String, Object> map = new LinkedHashMap<>();
            enter();
            while (more('}', map.isEmpty())) {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                map.put(name, value());
            }
            return map;
        }

        private List<Object> array() {
            List<Object> list = new ArrayList<>();
            enter();
            while (more(']', list.isEmpty())) {
                list.add(value());
            }
            return list;
        }

        private void enter() {
            at++;
            if (++depth > MAX_DEPTH) {
                throw error("nested too deeply");
            }
        }

        /** Whether another element follows, the comma before it taken. */
        private boolean more(char end, boolean first) {
            skipSpace();
            if (peek() == end) {
                at++;
                depth--;
                return false;
            }
            if (!first) {
                expect(',');
            }
            return true;
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            while (peek() != '"') {
                char c = text.charAt(at++);
                if (c < ' ') {
                    throw error("a control character in a string");
                }
                out.append(c == '\\' ? escaped() : c);
            }
            at++;
            return out.toString();
        }

        private char escaped() {
            char c = peek();
            at++;
            switch (c) {
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    if (at + 4 > text.length()) {
                        throw error("the end in a \\u");
                    }
                    at += 4;
                    return (char) HexFormat.fromHexDigits(text, at - 4, at);
                default:
                    if (c != '"' && c != '\\' && c != '/') {
                        throw error("an unknown escape");
                    }
                    return c;
            }
        }

        private void skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private char peek() {
            if (at == text.length()) {
                throw error("the end too early");
            }
            return text.charAt(at);
        }

        private void expect(char c) {
            if (peek() != c) {
                throw error("expected " + c);
            }
            at++;
        }

        private IllegalArgumentException error(String what) {
            return new IllegalArgumentException("JSON: " + what + " at position " + at);
        }
    }
}
