import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads and writes JSON, because the JDK has no library for it: objects are maps, arrays are lists, and numbers keep
 * their digits. If your software has Jackson or Gson, use that, and leave this file out.
 */
final class Json {
    private static final int DEEPEST = 200;
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Throws IllegalArgumentException if the text is not JSON. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) throw json.wrong();
        return value;
    }

    /** Returns the object in the text, or null if it is anything else. */
    static Map<String, Object> objectIn(String text) {
        try {
            return object(parse(text));
        } catch (IllegalArgumentException notJson) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : null;
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote((String) entry.getKey()) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String string ? quote(string) : String.valueOf(value);
    }

    private static String quote(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char each : string.toCharArray()) {
            if (each == '"' || each == '\\') quoted.append('\\').append(each);
            else if (each < ' ') quoted.append(String.format("\\u%04x", (int) each));
            else quoted.append(each);
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) {
        if (depth > DEEPEST) throw wrong();
        space();
        if (at == text.length()) throw wrong();
        switch (text.charAt(at)) {
            case '{': {
                Map<String, Object> object = new LinkedHashMap<>();
                at++;
                if (next('}')) return object;
                do {
                    space();
                    String key = string();
                    if (!next(':')) throw wrong();
                    object.put(key, value(depth + 1));
                } while (next(','));
                if (!next('}')) throw wrong();
                return object;
            }
            case '[': {
                List<Object> list = new ArrayList<>();
                at++;
                if (next(']')) return list;
                do list.add(value(depth + 1)); while (next(','));
                if (!next(']')) throw wrong();
                return list;
            }
            case '"':
                return string();
            default:
                int start = at;
                while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(start, at);
                if (word.equals("null")) return null;
                if (word.equals("true") || word.equals("false")) return word.equals("true");
                if (word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) return new BigDecimal(word);
                throw wrong();
        }
    }

    private String string() {
        if (at == text.length() || text.charAt(at) != '"') throw wrong();
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char each = text.charAt(at);
            string.append(each == '\\' ? escaped() : each);
        }
        if (at++ >= text.length()) throw wrong();
        return string.toString();
    }

    private char escaped() {
        if (++at >= text.length()) throw wrong();
        char each = text.charAt(at);
        if (each == 'u') {
            if (at + 4 >= text.length()) throw wrong();
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        int index = "\"\\/bfnrt".indexOf(each);
        if (index < 0) throw wrong();
        return "\"\\/\b\f\n\r\t".charAt(index);
    }

    private boolean next(char wanted) {
        space();
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }
}
