package io.weir.adapter.in.http.pattern;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Unicode properties that a pattern may name, with the values that the JDK's tables give them. Thread-safe. */
final class UnicodeProperties {
    /** Each general category as Java numbers it, with the names that Unicode gives it, the two letters first. */
    private static final Map<Byte, String> NAMES = Map.ofEntries(
            Map.entry(Character.UPPERCASE_LETTER, "Lu Uppercase_Letter"),
            Map.entry(Character.LOWERCASE_LETTER, "Ll Lowercase_Letter"),
            Map.entry(Character.TITLECASE_LETTER, "Lt Titlecase_Letter"),
            Map.entry(Character.MODIFIER_LETTER, "Lm Modifier_Letter"),
            Map.entry(Character.OTHER_LETTER, "Lo Other_Letter"),
            Map.entry(Character.NON_SPACING_MARK, "Mn Nonspacing_Mark"),
            Map.entry(Character.COMBINING_SPACING_MARK, "Mc Spacing_Mark"),
            Map.entry(Character.ENCLOSING_MARK, "Me Enclosing_Mark"),
            Map.entry(Character.DECIMAL_DIGIT_NUMBER, "Nd Decimal_Number digit"),
            Map.entry(Character.LETTER_NUMBER, "Nl Letter_Number"),
            Map.entry(Character.OTHER_NUMBER, "No Other_Number"),
            Map.entry(Character.CONNECTOR_PUNCTUATION, "Pc Connector_Punctuation"),
            Map.entry(Character.DASH_PUNCTUATION, "Pd Dash_Punctuation"),
            Map.entry(Character.START_PUNCTUATION, "Ps Open_Punctuation"),
            Map.entry(Character.END_PUNCTUATION, "Pe Close_Punctuation"),
            Map.entry(Character.INITIAL_QUOTE_PUNCTUATION, "Pi Initial_Punctuation"),
            Map.entry(Character.FINAL_QUOTE_PUNCTUATION, "Pf Final_Punctuation"),
            Map.entry(Character.OTHER_PUNCTUATION, "Po Other_Punctuation"),
            Map.entry(Character.MATH_SYMBOL, "Sm Math_Symbol"),
            Map.entry(Character.CURRENCY_SYMBOL, "Sc Currency_Symbol"),
            Map.entry(Character.MODIFIER_SYMBOL, "Sk Modifier_Symbol"),
            Map.entry(Character.OTHER_SYMBOL, "So Other_Symbol"),
            Map.entry(Character.SPACE_SEPARATOR, "Zs Space_Separator"),
            Map.entry(Character.LINE_SEPARATOR, "Zl Line_Separator"),
            Map.entry(Character.PARAGRAPH_SEPARATOR, "Zp Paragraph_Separator"),
            Map.entry(Character.CONTROL, "Cc Control cntrl"),
            Map.entry(Character.FORMAT, "Cf Format"),
            Map.entry(Character.SURROGATE, "Cs Surrogate"),
            Map.entry(Character.PRIVATE_USE, "Co Private_Use"),
            Map.entry(Character.UNASSIGNED, "Cn Unassigned"));

    /** Each group of general categories: its names, and the categories in it. */
    private static final Map<String, String> GROUPS = Map.of(
            "L Letter", "Lu Ll Lt Lm Lo",
            "LC Cased_Letter", "Lu Ll Lt",
            "M Mark Combining_Mark", "Mn Mc Me",
            "N Number", "Nd Nl No",
            "P Punctuation punct", "Pc Pd Ps Pe Pi Pf Po",
            "S Symbol", "Sm Sc Sk So",
            "Z Separator", "Zs Zl Zp",
            "C Other", "Cc Cf Cs Co Cn");

    /** How Unicode spells the names and codes of scripts; the JDK takes any case, ECMAScript does not. */
    private static final Pattern SCRIPT = Pattern.compile("(?!Signwriting)[A-Z][a-z]+(?:_[A-Z][a-z]*)*|SignWriting");

    private UnicodeProperties() {}

    /** The table takes some milliseconds, so it is made when a pattern first names a category. */
    private static final class Categories {
        static final Map<String, CodePoints> BY_NAME = byName();

        private static Map<String, CodePoints> byName() {
            var byName = new HashMap<String, CodePoints>();
            byValue(codePoint -> (byte) Character.getType(codePoint))
                    .forEach((type, set) -> put(byName, NAMES.getOrDefault(type, ""), set));
            GROUPS.forEach((names, categories) -> put(
                    byName,
                    names,
                    CodePoints.union(
                            Stream.of(categories.split(" ")).map(byName::get).toList())));
            return byName;
        }

        private static void put(Map<String, CodePoints> byName, String names, CodePoints set) {
            Stream.of(names.split(" ")).forEach(name -> byName.put(name, set));
        }
    }

    private static final class Scripts {
        static final Map<UnicodeScript, CodePoints> BY_SCRIPT = byValue(UnicodeScript::of);
    }

    /** The code points with {@code property}; {@link IllegalArgumentException} for one that patterns do not support. */
    static CodePoints of(String property) {
        int equals = property.indexOf('=');
        String name = equals < 0 ? "General_Category" : property.substring(0, equals);
        String value = property.substring(equals + 1);
        var found = switch (name) {
            case "General_Category", "gc" -> Categories.BY_NAME.get(value);
            case "Script", "sc" -> script(value);
            default -> null;
        };
        if (found == null && equals < 0) {
            found = switch (property) {
                case "Any" -> CodePoints.ALL;
                case "ASCII" -> CodePoints.range(0, 0x7F);
                case "Assigned" -> of("Unassigned").complement();
                default -> null;
            };
        }
        if (found == null) {
            throw new IllegalArgumentException(
                    "\\p{%s} is not supported: a property is a category such as Letter, Script=Greek, Any or ASCII"
                            .formatted(property));
        }
        return found;
    }

    private static @Nullable CodePoints script(String value) {
        if (!SCRIPT.matcher(value).matches()) {
            return null;
        }
        try {
            return Scripts.BY_SCRIPT.get(UnicodeScript.forName(value));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /** The code points of each value that {@code property} has. */
    private static <V> Map<V, CodePoints> byValue(IntFunction<V> property) {
        var ranges = new HashMap<V, List<CodePoints>>();
        int first = 0;
        for (int next = 1; next <= Character.MAX_CODE_POINT + 1; next++) {
            var value = property.apply(first);
            if (next > Character.MAX_CODE_POINT || !property.apply(next).equals(value)) {
                ranges.computeIfAbsent(value, _ -> new ArrayList<>()).add(CodePoints.range(first, next - 1));
                first = next;
            }
        }
        return ranges.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> CodePoints.union(entry.getValue())));
    }
}
