import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Lets `rehearse run` drive ReceiptClient.java: reads a brief (JSON) from stdin and the connection from the
 * environment, and prints the outcome (JSON) as the last line of stdout. What is meant for people goes to stderr.
 */
public final class SubmitReceipt {
    private SubmitReceipt() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Object> brief = Json.object(Json.parse(text));
        // Your software reads the secret from its own configuration. Never put it into code, and never print it. This
        // process ends after one brief, with its token; a server creates one client when it starts.
        Map<String, String> environment = System.getenv();
        ReceiptClient client = new ReceiptClient(
                environment.get("REHEARSAL_API_URL"),
                environment.get("REHEARSAL_TOKEN_URL"),
                environment.get("REHEARSAL_CLIENT_ID"),
                environment.get("REHEARSAL_CLIENT_SECRET"));
        Map<String, Object> outcome = act(brief, client);
        System.err.println(environment.get("REHEARSAL_SCENARIO") + ": " + brief.get("action") + " is done");
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(Json.write(outcome));
    }

    /** Carries out the brief, as your software would for a user. */
    private static Map<String, Object> act(Map<String, Object> brief, ReceiptClient client)
            throws InterruptedException {
        String movement = Json.write(brief.get("movement"));
        return switch (String.valueOf(brief.get("action"))) {
            case "submit" -> client.submit(movement);
            case "update" -> client.update(String.valueOf(brief.get("wasteTrackingId")), movement);
            case "submit-all" -> {
                List<String> movements = Json.list(brief.get("movements")).stream().map(Json::write).toList();
                yield Map.of("results", client.submitAll(movements));
            }
            default -> throw new IllegalArgumentException("an action that this adapter does not know");
        };
    }
}
