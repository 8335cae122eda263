package io.weir.bootstrap.config;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.adapter.in.http.yaml.YamlDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings as numbers, times and lists. What does not fit becomes a problem, and something of the right type stands in. */
final class SettingValues {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern SEPARATOR = Pattern.compile(",|\\R");

    private final SettingsSource settings;

    SettingValues(SettingsSource settings) {
        this.settings = settings;
    }

    /** What is wrong so far. */
    List<String> problems() {
        return settings.problems();
    }

    /** Something that concerns several settings, or none. */
    void problem(String message) {
        settings.problems().add(message);
    }

    /** Something that is wrong with the value of {@code setting}; told with file and line if it stands in a file. */
    void problem(Setting setting, String message) {
        problem(settings.described(setting) + ": " + message);
    }

    /** The value without surrounding space; empty when it is blank or nowhere set. */
    Optional<String> value(Setting setting) {
        return settings.value(setting);
    }

    /** The configuration file, if it lists callers. */
    Optional<YamlDocument> callers() {
        return settings.callers();
    }

    /** The file that {@code setting} was read from; empty where it stands in the configuration itself. */
    Optional<Path> file(Setting setting) {
        return settings.file(setting);
    }

    /** The same, with the empty text for none. */
    String text(Setting setting) {
        return value(setting).orElse("");
    }

    /**
     * The value as a key that callers can send; a problem, and the value all the same, where they cannot.
     *
     * @param exposed whether somebody could gain from guessing it, so that it has to be random
     */
    Optional<String> apiKey(Setting setting, boolean exposed) {
        var key = value(setting);
        key.ifPresent(text -> {
            try {
                if (exposed) {
                    KeyHash.requireUnguessable(text);
                } else {
                    KeyHash.requireSendable(text);
                }
            } catch (IllegalArgumentException refused) {
                problem(setting, "%s; 'weir caller key' makes one".formatted(refused.getMessage()));
            }
        });
        return key;
    }

    /** Notes every secret and user name that has a character which nobody types; only a private key has lines. */
    void refuseControlCharacters() {
        Stream.of(Setting.values())
                .filter(setting -> setting.secret() || setting == Setting.USERNAME || setting == Setting.CLIENT_ID)
                .filter(setting -> setting != Setting.PRIVATE_KEY)
                .filter(setting -> text(setting).chars().anyMatch(Character::isISOControl))
                .forEach(setting ->
                        problem("%s: has a control character, such as the end of a line".formatted(setting)));
    }

    List<String> list(Setting setting) {
        return Arrays.stream(SEPARATOR.split(text(setting)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean flag(Setting setting) {
        return read(setting, false, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The value as one of a few words. */
    <T> T word(Setting setting, T otherwise, String expected, Function<String, Optional<T>> reader) {
        return read(setting, otherwise, expected, reader);
    }

    int whole(Setting setting, int least, int most) {
        return read(setting, least, "a whole number from %d to %d".formatted(least, most), text -> {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    /** A time of an hour at most. */
    Duration duration(Setting setting, boolean zeroAllowed) {
        return read(setting, Duration.ofSeconds(1), "a time such as 8s, 500ms or PT8S", text -> {
            var time = text.equals("0") ? Duration.ZERO : ShortTime.read(text).orElseGet(() -> Duration.parse(text));
            boolean fits = !time.isNegative() && (zeroAllowed || !time.isZero()) && time.compareTo(LONGEST) <= 0;
            return fits ? Optional.of(time) : Optional.empty();
        });
    }

    private <T> T read(Setting setting, T otherwise, String expected, Function<String, Optional<T>> reader) {
        String text = text(setting);
        try {
            var value = reader.apply(text);
            if (value.isPresent()) {
                return value.get();
            }
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            // Told below, in the same words as a value out of range.
        }
        problem(setting, "expected %s, got '%s'".formatted(expected, text));
        return otherwise;
    }
}
