import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of the Receipt of Waste API, to copy into your software, together with Outcomes.java and Json.java.
 *
 * <p>It keeps one token for many receipts and renews it, slows down when the service asks for it, never sends a receipt
 * twice on a guess, and has a message for the user for every failure. Java 17 or newer, without libraries.
 *
 * <p>Keep one instance for each client id while your software runs: it holds the token. It is for one thread: put a
 * queue in front of it where several want to send.
 */
final class ReceiptClient {
    // Your product's name and version, so that the service can contact you.
    private static final String USER_AGENT = "InventedWeighbridge/1.0 (example)";
    // Without a timeout, your software would wait for ever for a silent service. This one includes the body, which that
    // of HttpRequest does not.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    // The service accepts 200 requests a second from all of your sites together.
    private static final int RECEIPTS_PER_SECOND = 100;
    private static final double FIRST_WAIT_SECONDS = 1;
    // If the service asks for a longer wait than this, give up and tell the user.
    private static final double LONGEST_WAIT_SECONDS = 20;
    private static final int ATTEMPTS_AT_A_RECEIPT = 5;
    private static final int ATTEMPTS_AT_A_TOKEN = 4;

    /** `json` is null if the body is not a JSON object: a gateway may send HTML. `waitSeconds` is what Retry-After asks for. */
    private record Answer(int status, Map<String, Object> json, double waitSeconds) {}

    /** One attempt; it throws NotNow if it may be repeated. */
    private interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    /** The service stored nothing, and the request may be repeated. */
    private static final class NotNow extends RuntimeException {
        final double waitSeconds;

        NotNow(String why, double waitSeconds) {
            super(why);
            this.waitSeconds = waitSeconds;
        }
    }

    /** Nothing was recorded, and further attempts are useless for now. */
    private static final class NotSent extends RuntimeException {
        NotSent(String why) {
            super(why);
        }
    }

    // It follows no redirects: they would send token and receipt elsewhere.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String apiUrl;
    private final String tokenUrl;
    private final String credentials;
    private String token = "";
    private long renewTokenAt = System.nanoTime();
    private long nextStart = System.nanoTime();

    ReceiptClient(String apiUrl, String tokenUrl, String clientId, String clientSecret) {
        this.apiUrl = apiUrl;
        this.tokenUrl = tokenUrl;
        byte[] pair = (clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8);
        this.credentials = Base64.getEncoder().encodeToString(pair);
    }

    /** Submits one receipt, as JSON, and returns its outcome. */
    Map<String, Object> submit(String movement) throws InterruptedException {
        return submitAll(List.of(movement)).get(0);
    }

    /** Submits receipts, such as those of a day offline, and returns their outcomes in the same order. */
    List<Map<String, Object>> submitAll(List<String> movements) throws InterruptedException {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        Map<String, Object> stopped = null;
        for (String movement : movements) {
            try {
                // If the service is unavailable, the next receipt would only wait as long as this one did.
                outcomes.add(stopped != null ? stopped : submitOne(movement));
            } catch (NotSent error) {
                stopped = Outcomes.notSent(error);
                outcomes.add(stopped);
            }
        }
        return outcomes;
    }

    /** Replaces a receipt with its corrected version. */
    Map<String, Object> update(String trackingId, String movement) throws InterruptedException {
        String id = URLEncoder.encode(trackingId, StandardCharsets.UTF_8).replace("+", "%20");
        try {
            Answer answer = deliver("PUT", "/movements/" + id + "/receive", movement);
            return answer.status == 200 && answer.json != null
                    ? Outcomes.accepted(answer.json, trackingId)
                    : Outcomes.refused(answer.status, answer.json, Outcomes.Wording.UPDATE);
        } catch (NotSent error) {
            return Outcomes.notSent(error);
        } catch (IOException error) {
            return Outcomes.unanswered(error, Outcomes.Wording.UPDATE);
        }
    }

    private Map<String, Object> submitOne(String movement) throws InterruptedException {
        try {
            Answer answer = deliver("POST", "/movements/receive", movement);
            Object trackingId = answer.json == null ? null : answer.json.get("wasteTrackingId");
            // Store the id with your own record: an update needs it.
            return answer.status == 201 && trackingId instanceof String id && !id.isEmpty()
                    ? Outcomes.accepted(answer.json, id)
                    : Outcomes.refused(answer.status, answer.json, Outcomes.Wording.RECEIPT);
        } catch (IOException error) {
            return Outcomes.unanswered(error, Outcomes.Wording.RECEIPT);
        }
    }

    /** Sends a receipt until the service accepts or finally refuses it. After IOException it may have been recorded. */
    private Answer deliver(String method, String path, String movement) throws IOException, InterruptedException {
        return patiently(ATTEMPTS_AT_A_RECEIPT, () -> {
            Answer answer = send(method, path, movement);
            if (answer.status == 401) {
                // Expired early, or the service has new keys. Only a new token can help.
                renewTokenAt = System.nanoTime();
                answer = send(method, path, movement);
            }
            if (answer.status == 401) {
                throw new NotSent("the service refuses a token that it has just given; "
                        + "check the API URL and the token URL");
            }
            if (answer.status == 429 || answer.status == 503) {
                throw new NotNow("the service takes no more requests for now (" + answer.status + ")", answer.waitSeconds);
            }
            return answer;
        });
    }

    /** Sends a receipt once, within the limit of the service. */
    private Answer send(String method, String path, String movement) throws IOException, InterruptedException {
        String authorization = "Bearer " + token();
        long start = Math.max(System.nanoTime(), nextStart);
        nextStart = start + 1_000_000_000L / RECEIPTS_PER_SECOND;
        pause((start - System.nanoTime()) / 1e9);
        return call(method, apiUrl + path, authorization, "application/json", movement);
    }

    /** Returns the cached token, or a new one if it is about to expire. */
    private String token() throws IOException, InterruptedException {
        if (System.nanoTime() - renewTokenAt >= 0) {
            long askedAt = System.nanoTime();
            Map<String, Object> json = patiently(ATTEMPTS_AT_A_TOKEN, this::askForToken);
            token = String.valueOf(json.get("access_token"));
            double life = json.get("expires_in") instanceof Number seconds ? seconds.doubleValue() : 3600;
            // Renewed a little early, so that none expires in transit.
            renewTokenAt = askedAt + (long) (0.9e9 * life);
        }
        return token;
    }

    private Map<String, Object> askForToken() throws InterruptedException {
        Answer answer;
        try {
            String form = "application/x-www-form-urlencoded";
            answer = call("POST", tokenUrl, "Basic " + credentials, form, "grant_type=client_credentials");
        } catch (IOException error) {
            // A second token does no harm, so this request can always be repeated.
            throw new NotNow("no answer to the request for a token (" + error.getMessage() + ")", 0);
        }
        if (answer.json != null && answer.json.get("access_token") instanceof String) return answer.json;
        String why = "the token endpoint gave no token (" + answer.status + ")";
        if (answer.status >= 400 && answer.status < 500 && answer.status != 429) {
            throw new NotSent(why + "; check the client id and secret");
        }
        throw new NotNow(why, answer.waitSeconds);
    }

    /** Retries with growing waits, up to the limit. */
    private static <T> T patiently(int attempts, Attempt<T> attempt) throws IOException, InterruptedException {
        // Sites that were refused together must not retry together. Only the first wait is random, so that each wait is
        // twice the previous one.
        double jitter = ThreadLocalRandom.current().nextDouble(1, 1.2);
        double wait = FIRST_WAIT_SECONDS * jitter;
        for (int left = attempts - 1; ; left--) {
            try {
                return attempt.make();
            } catch (NotNow refusal) {
                wait = Math.max(wait, refusal.waitSeconds * jitter);
                if (left == 0 || wait > LONGEST_WAIT_SECONDS) throw new NotSent(refusal.getMessage());
            }
            pause(wait);
            wait *= 2;
        }
    }

    /** Sends one request. An error status is a response too. */
    private Answer call(String method, String url, String authorization, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", authorization)
                .header("Content-Type", contentType)
                .header("User-Agent", USER_AGENT)
                .method(method, BodyPublishers.ofString(body))
                .build();
        var sent = http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response = sent.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            double wait = secondsIn(response.headers().firstValue("Retry-After").orElse(""));
            return new Answer(response.statusCode(), Json.objectIn(response.body()), wait);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            // No connection, or no such host: nothing was sent.
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                throw new NotNow("the service cannot be reached", 0);
            }
            throw new IOException(cause.getMessage(), cause);
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new IOException("none within " + TIMEOUT.toSeconds() + " seconds", late);
        }
    }

    /** Retry-After is a number of seconds or a date. */
    private static double secondsIn(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) return Integer.parseInt(retryAfter);
        try {
            Instant at = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Duration.between(Instant.now(), at).toMillis() / 1000.0;
        } catch (DateTimeParseException none) {
            return 0;
        }
    }

    private static void pause(double seconds) throws InterruptedException {
        Thread.sleep((long) Math.ceil(Math.max(0, seconds) * 1000));
    }
}
