package io.weir.bootstrap.config;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.adapter.out.profiler.trace.TraceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings as typed values. An invalid value is recorded as a problem, and a default takes its place. */
final class SettingValues {
    private static final Duration MAX_DURATION = Duration.ofHours(1);
    private static final String TIME = "a time such as 8s, 500ms or PT8S";
    private static final Pattern SEPARATOR = Pattern.compile(",|\\R");

    private final SettingsSource settings;

    SettingValues(SettingsSource settings) {
        this.settings = settings;
    }

    /** The problems so far. */
    List<String> problems() {
        return settings.problems();
    }

    /** Records a problem of several settings, or of none. */
    void problem(String message) {
        settings.problems().add(message);
    }

    /** Records a problem of {@code setting}, with the file and line of its value if it is from a file. */
    void problem(Setting setting, String message) {
        problem(described(setting) + ": " + message);
    }

    /** What errors call {@code setting}, with the file and line of its value if it is from a file. */
    String described(Setting setting) {
        return settings.described(setting);
    }

    /** The value without surrounding space; empty if it is blank or not set. */
    Optional<String> value(Setting setting) {
        return settings.value(setting);
    }

    /** The value without surrounding space; the empty string if it is blank or not set. */
    String text(Setting setting) {
        return value(setting).orElse("");
    }

    /** The configuration file, if it lists callers. */
    Optional<YamlDocument> callers() {
        return settings.callers();
    }

    /** Where traces go; empty if they are off. */
    Optional<TraceSettings> traces() {
        return settings.traces();
    }

    ConfigSource source() {
        return settings.source();
    }

    /** The file that the variable with the suffix {@code _FILE} names; empty if the value is from elsewhere. */
    Optional<Path> file(Setting setting) {
        return settings.file(setting);
    }

    /** The parsed value; a message of an {@link IllegalArgumentException} from {@code parser} becomes a problem. */
    <T> T read(Setting setting, T defaultValue, Function<String, T> parser) {
        return parse(setting, text(setting), parser).orElse(defaultValue);
    }

    /** The same; empty if the value is not set or invalid. */
    <T> Optional<T> read(Setting setting, Function<String, T> parser) {
        return value(setting).flatMap(text -> parse(setting, text, parser));
    }

    private <T> Optional<T> parse(Setting setting, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException invalid) {
            problem(setting, String.valueOf(invalid.getMessage()));
            return Optional.empty();
        }
    }

    /** The valid ones of the values in a list. */
    <T> List<T> list(Setting setting, Function<String, T> parser) {
        return list(setting).stream()
                .flatMap(text -> parse(setting, text, parser).stream())
                .toList();
    }

    List<String> list(Setting setting) {
        return Arrays.stream(SEPARATOR.split(text(setting)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean flag(Setting setting) {
        return read(setting, false, ValueParsers::flag);
    }

    int whole(Setting setting, int min, int max) {
        return read(setting, min, ValueParsers.whole(min, max));
    }

    /** A TCP port; 0 chooses a free one. */
    int port(Setting setting) {
        String value = text(setting);
        if (value.startsWith("tcp://")) {
            problem(
                    setting,
                    "'%s' is what Kubernetes sets for a service called weir; set enableServiceLinks: false on the pod"
                            .formatted(value));
            return 0;
        }
        return whole(setting, 0, 65_535);
    }

    /** A positive time of at most one hour. */
    Duration positiveDuration(Setting setting) {
        return duration(setting, Duration.ofNanos(1));
    }

    /** A time of at most one hour; may be zero. */
    Duration duration(Setting setting) {
        return duration(setting, Duration.ZERO);
    }

    private Duration duration(Setting setting, Duration min) {
        return read(setting, Duration.ofSeconds(1), text -> {
            try {
                var time =
                        text.equals("0") ? Duration.ZERO : ShortTime.read(text).orElseGet(() -> Duration.parse(text));
                if (time.compareTo(min) >= 0 && time.compareTo(MAX_DURATION) <= 0) {
                    return time;
                }
            } catch (DateTimeParseException invalid) {
                throw ValueParsers.unexpected(TIME, text, invalid);
            }
            throw ValueParsers.unexpected(TIME, text);
        });
    }

    /**
     * An API key. Records a problem if it cannot be sent in a header, or is easy to guess although {@code exposed}.
     *
     * @param exposed whether other machines can reach what the key protects
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

    /** Records a problem for each secret or user name with a control character. Only a private key has lines. */
    void refuseControlCharacters() {
        Stream.of(Setting.values())
                .filter(setting -> setting.secret() || setting == Setting.USERNAME || setting == Setting.CLIENT_ID)
                .filter(setting -> setting != Setting.PRIVATE_KEY)
                .filter(setting -> text(setting).chars().anyMatch(Character::isISOControl))
                .forEach(setting ->
                        problem("%s: has a control character, such as the end of a line".formatted(setting)));
    }
}
