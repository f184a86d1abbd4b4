import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user is told about the answers of the service. */
final class Outcomes {
    // What your users call the fields. The API's own texts are for developers: the terms of service keep them out of
    // user interfaces.
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("apiCode", "API code"),
            Map.entry("dateTimeReceived", "date and time of arrival"),
            Map.entry("hazardousWasteConsignmentCode", "consignment code"),
            Map.entry("reasonForNoConsignmentCode", "reason for having no consignment code"),
            Map.entry("wasteItems", "list of waste items"),
            Map.entry("wasteItems.ewcCodes", "EWC code"),
            Map.entry("wasteItems.wasteDescription", "description of the waste"),
            Map.entry("wasteItems.physicalForm", "physical form"),
            Map.entry("wasteItems.numberOfContainers", "number of containers"),
            Map.entry("wasteItems.typeOfContainers", "container type"),
            Map.entry("wasteItems.weight", "weight"),
            Map.entry("wasteItems.weight.amount", "weight"),
            Map.entry("wasteItems.disposalOrRecoveryCodes", "disposal or recovery code"),
            Map.entry("wasteItems.disposalOrRecoveryCodes.code", "disposal or recovery code"),
            Map.entry("wasteItems.pops.components", "list of POPs"),
            Map.entry("wasteItems.pops.components.concentration", "concentration of a POP"),
            Map.entry("wasteItems.hazardous.components", "list of hazardous components"),
            Map.entry("wasteItems.hazardous.components.concentration", "concentration of a hazardous component"),
            Map.entry("carrier.registrationNumber", "carrier registration number"),
            Map.entry("carrier.organisationName", "name of the carrier"),
            Map.entry("carrier.vehicleRegistration", "vehicle registration"),
            Map.entry("receiver.siteName", "name of the site"),
            Map.entry("receiver.authorisationNumber", "permit number of the site"),
            Map.entry("receipt.address.postcode", "postcode of the site"));
    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("NotProvided", "is missing"),
            Map.entry("NotAllowed", "does not belong here"),
            Map.entry("InvalidFormat", "has the wrong format"),
            Map.entry("OutOfRange", "is out of range"),
            Map.entry("BusinessRuleViolation", "does not fit the rest of the receipt"));
    private static final Pattern WASTE_ITEM = Pattern.compile("wasteItems\\.(\\d+).*");

    /** The texts that differ between a new receipt and an update. */
    enum Wording {
        // The API has no idempotency key: repeating a POST blindly may record the same waste twice.
        RECEIPT(
                "the receipt may or may not have been recorded; do not send it again before the support of the service "
                        + "has said which, by its reference and the time",
                "there is nothing at this address; check the API URL"),
        // An update replaces the receipt: repeating it changes nothing.
        UPDATE(
                "the update may or may not have been recorded; it is safe to send it again",
                "it has no receipt with this id; check the id that you stored");

        final String unknown;
        final String notFound;

        Wording(String unknown, String notFound) {
            this.unknown = unknown;
            this.notFound = notFound;
        }
    }

    private Outcomes() {}

    static Map<String, Object> accepted(Map<String, Object> json, String trackingId) {
        // Show the warnings, although the receipt was accepted.
        Map<String, Object> outcome = outcome("accepted", messages(json, "warnings"));
        outcome.put("wasteTrackingId", trackingId);
        return outcome;
    }

    static Map<String, Object> refused(int status, Map<String, Object> json, Wording wording) {
        String says = "The service answered " + status;
        if (status == 400) {
            List<String> messages = messages(json, "errors");
            return outcome("rejected", messages.isEmpty() ? List.of(says + " and gave no reason") : messages);
        }
        if (status == 402) {
            return outcome("rejected", List.of(says + ": the service charge of this organisation must be paid"));
        }
        if (status == 404) return failed(says + ": " + wording.notFound);
        if (status >= 400 && status < 500) return failed(says + ": nothing was recorded");
        return failed(says + ": " + wording.unknown);
    }

    static Map<String, Object> unanswered(Exception error, Wording wording) {
        return failed("No answer from the service (" + error.getMessage() + "): " + wording.unknown);
    }

    static Map<String, Object> notSent(Exception error) {
        return failed("The receipt was not sent: " + error.getMessage() + ". It is safe to send it again later");
    }

    /** Shows all errors, or all warnings: users fix them all at once. */
    private static List<String> messages(Map<String, Object> json, String kind) {
        Map<String, Object> validation = json == null ? null : Json.object(json.get("validation"));
        List<?> issues = validation == null ? List.of() : Json.list(validation.get(kind));
        return issues.stream().map(issue -> inOurWords(Json.object(issue))).toList();
    }

    private static String inOurWords(Map<String, Object> issue) {
        String key = String.valueOf(issue.get("key"));
        String label = LABELS.get(key.replaceAll("\\.\\d+", ""));
        // A field that is missing above: the API's text is better than none.
        if (label == null) return key + ": " + issue.get("message");
        Matcher item = WASTE_ITEM.matcher(key);
        String start = item.matches() ? "Waste item " + (Integer.parseInt(item.group(1)) + 1) + ": the " : "The ";
        return start + label + " " + PROBLEMS.getOrDefault(String.valueOf(issue.get("errorType")), "is not valid");
    }

    private static Map<String, Object> failed(String message) {
        return outcome("failed", List.of(message));
    }

    private static Map<String, Object> outcome(String kind, List<String> messages) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("outcome", kind);
        outcome.put("messages", messages);
        return outcome;
    }
}
