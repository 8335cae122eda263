package io.weir.bootstrap.config;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.in.http.caller.TokenRule;
import io.weir.adapter.in.http.caller.WebhookSecret;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Reads {@code weir.callers} and notes everything that does not fit, with its place. A caller may do only what it has been granted:
 * no data action, no ad-hoc query by itself.
 */
public final class CallersReader {
    static final String PATH = "weir.callers";

    /** The caller that {@code WEIR_API_KEY} lets in. */
    public static final String DEFAULT_CALLER = "default";

    /** The one that is used, and the one that takes its place. */
    private static final int MOST_CREDENTIALS = 2;

    private static final Pattern CREDENTIAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final QueryPolicy policy;
    private final AnswerStyle usual;
    private final List<String> problems;
    private final Map<Object, String> taken = new HashMap<>();

    /**
     * @param usual how answers are written to callers of which nothing else is said
     */
    CallersReader(QueryPolicy policy, AnswerStyle usual, List<String> problems) {
        this.policy = policy;
        this.usual = usual;
        this.problems = problems;
    }

    /** The callers that {@code document}, which has its shape, lists. */
    List<CallerAccess> callers(YamlDocument document) {
        var root = new YamlSection(
                document, document.json().getJsonObject(ConfigShape.ROOT), "/" + ConfigShape.ROOT, problems);
        var callers = new ArrayList<CallerAccess>();
        var names = new HashSet<String>(Set.of(DEFAULT_CALLER));
        for (var section : root.sections(ConfigShape.CALLERS)) {
            var access = access(section);
            access.ifPresent(callers::add);
            access.map(known -> known.caller().caller().name())
                    .filter(name -> !names.add(name))
                    .ifPresent(name -> section.problem(
                            "name",
                            name.equals(DEFAULT_CALLER)
                                    ? "'default' is the caller that WEIR_API_KEY lets in"
                                    : "there is another caller '%s'".formatted(name)));
        }
        return callers;
    }

    private Optional<CallerAccess> access(YamlSection section) {
        var name = section.read("name", CallersReader::name);
        var credentials = credentials(section);
        var addresses = section.list("addresses", AddressRange::of);
        if (section.isEmptyList("addresses")) {
            section.problem("addresses", "name at least one address; leave the key out for any");
        }
        var limits = limits(section);
        var style = style(section);
        var priority = section.read("priority", Priority.NORMAL, CallersReader::priority);
        var actions = new NameRules(section.list("actions", CallersReader::actionPattern), List.of());
        var adHoc = adHoc(section);
        boolean explain = section.flag("explain", false);
        return name.map(known -> new CallerAccess(
                new AuthenticatedCaller(new Caller(known, actions, adHoc, explain, priority), style),
                credentials,
                addresses,
                limits));
    }

    /** {@code access} is among the callers already, so nobody else may have its key. */
    void takes(CallerAccess access) {
        for (var credential : access.credentials()) {
            if (credential instanceof CallerCredential.Key key) {
                taken.put(key.hash(), Setting.API_KEY.toString());
            }
        }
    }

    private List<CallerCredential> credentials(YamlSection section) {
        var credentials = new ArrayList<CallerCredential>();
        int before = problems.size();
        each(section, "keys", MOST_CREDENTIALS, this::key).forEach(credentials::add);
        each(section, "basic", MOST_CREDENTIALS, this::password).forEach(credentials::add);
        each(section, "webhook-secrets", MOST_CREDENTIALS, this::signature).forEach(credentials::add);
        each(section, "jwt", MOST_CREDENTIALS, this::token).forEach(credentials::add);
        var subjects = section.list("mtls-subjects", CallersReader::subject);
        for (int i = 0; i < subjects.size(); i++) {
            takenOnce(section, "mtls-subjects/" + i, subjects.get(i));
            credentials.add(new CallerCredential.Certificate("certificate-%d".formatted(i + 1), subjects.get(i)));
        }
        if (credentials.isEmpty() && problems.size() == before) {
            section.problemAt(
                    section.place(), "without a credential nobody can be this caller; 'weir caller add' makes a key");
        }
        var ids = new HashSet<String>();
        credentials.stream()
                .map(CallerCredential::id)
                .filter(id -> !ids.add(id))
                .forEach(id -> section.problemAt(section.place(), "there are two credentials '%s'".formatted(id)));
        return credentials;
    }

    private static List<CallerCredential> each(YamlSection section, String kind, int most, CredentialOfSection reader) {
        var sections = section.sections(kind);
        if (sections.size() > most) {
            section.problem(kind, "at most %d: the one that is used and the one that takes its place".formatted(most));
        }
        var credentials = new ArrayList<CallerCredential>();
        for (int i = 0; i < sections.size(); i++) {
            reader.credential(sections.get(i), i + 1).ifPresent(credentials::add);
        }
        return credentials;
    }

    private interface CredentialOfSection {
        Optional<CallerCredential> credential(YamlSection section, int number);
    }

    private Optional<CallerCredential> key(YamlSection section, int number) {
        var id = id(section, "key", number);
        var expires = expires(section);
        var hash = section.read("hash", KeyHash::parse);
        hash.ifPresent(known -> takenOnce(section, "hash", known));
        return hash.map(known -> new CallerCredential.Key(id, known, expires));
    }

    private Optional<CallerCredential> password(YamlSection section, int number) {
        var id = id(section, "basic", number);
        var expires = expires(section);
        var user = section.read("user", text -> {
            if (text.indexOf(':') >= 0 || text.length() > 128 || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "a user has no ':', no control character and at most 128 characters");
            }
            return text;
        });
        var hash = section.read("hash", PasswordHash::parse);
        String owner = section.place().substring(0, section.place().lastIndexOf("/basic"));
        user.ifPresent(known -> {
            String other = taken.putIfAbsent("user " + known, owner);
            if (other != null && !other.equals(owner)) {
                section.problem("user", "%s has the same user".formatted(other));
            }
        });
        return user.flatMap(known -> hash.map(slow -> new CallerCredential.Password(id, known, slow, expires)));
    }

    private Optional<CallerCredential> signature(YamlSection section, int number) {
        var id = id(section, "webhook", number);
        var expires = expires(section);
        if (section.has("secret") == section.has("secret-file")) {
            section.problemAt(section.place(), "expected either secret or secret-file");
            return Optional.empty();
        }
        var secret = section.has("secret")
                ? section.read("secret", WebhookSecret::parse)
                : section.read("secret-file", file -> WebhookSecret.parse(contents(file)));
        secret.ifPresent(known -> takenOnce(section, "secret", known));
        return secret.map(known -> new CallerCredential.Signature(id, known, expires));
    }

    private Optional<CallerCredential> token(YamlSection section, int number) {
        var id = id(section, "jwt", number);
        String issuer = section.text("issuer").orElse("");
        String audience = section.text("audience").orElse("");
        String subject = section.text("subject").orElse("");
        var claims = section.section("claims").map(YamlSection::texts).orElse(Map.of());
        if (section.has("claims") && claims.isEmpty()) {
            section.problem("claims", "expected names and values");
        }
        return section.read("jwks", text -> rule(issuer, audience, text, subject, claims))
                .map(rule -> new CallerCredential.Token(id, rule));
    }

    /** Something stands in for what is blank, so that the address is checked all the same. */
    private static TokenRule rule(
            String issuer, String audience, String jwks, String subject, Map<String, String> claims) {
        return new TokenRule(
                issuer.isEmpty() ? "blank" : issuer,
                audience.isEmpty() ? "blank" : audience,
                jwks.startsWith("/") ? Path.of(jwks).toUri() : URI.create(jwks),
                subject,
                claims);
    }

    private static String id(YamlSection section, String kind, int number) {
        return section.read("id", "%s-%d".formatted(kind, number), text -> {
            if (!CREDENTIAL_ID.matcher(text).matches()) {
                throw new IllegalArgumentException("an id has 1 to 64 letters, digits, '_' and '-'");
            }
            return text;
        });
    }

    /** A date is the last day, in UTC. */
    private static Instant expires(YamlSection section) {
        return section.read("expires", CallerCredential.NEVER, CallersReader::end);
    }

    /** The end that {@code text} writes; {@link IllegalArgumentException} for none. */
    public static Instant end(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "expected a date such as 2027-01-31 or a time such as 2027-01-31T10:00:00Z, got '%s'"
                            .formatted(text),
                    unreadable);
        }
    }

    private static CallerLimits limits(YamlSection section) {
        var rate = section.read("rate", CallerLimits.Rate.ANY, CallerLimits.Rate::of);
        if (section.has("burst") && !section.has("rate")) {
            section.problem("burst", "without a rate there is nothing to save up");
        }
        int burst = section.whole("burst", Math.clamp(rate.burst(), 1, 1_000_000), 1, 1_000_000);
        int concurrency = section.has("concurrency")
                ? section.whole("concurrency", 1, 1, 100_000)
                : CallerLimits.NONE.concurrency();
        return new CallerLimits(section.has("rate") ? rate.withBurst(burst) : rate, concurrency);
    }

    private AnswerStyle style(YamlSection section) {
        var profile = section.read(
                "profile",
                usual.profile(),
                text -> AnswerStyles.profile(text).orElseThrow(() -> notOneOf(AnswerStyles.PROFILES, text)));
        var errors = section.read(
                "errors",
                usual.errors(),
                text -> AnswerStyles.errors(text).orElseThrow(() -> notOneOf(AnswerStyles.ERRORS, text)));
        return new AnswerStyle(
                profile, errors, section.whole("max-answer-bytes", usual.maxAdHocBytes(), 0, Integer.MAX_VALUE));
    }

    private static IllegalArgumentException notOneOf(String expected, String text) {
        return new IllegalArgumentException("expected %s, got '%s'".formatted(expected, text));
    }

    private Caller.AdHoc adHoc(YamlSection section) {
        var own = section.section("ad-hoc");
        if (own.isPresent()) {
            return new Caller.AdHoc.Within(narrowed(own.get()).within(policy));
        }
        return section.flag("ad-hoc", false) ? new Caller.AdHoc.Within(policy) : new Caller.AdHoc.Never();
    }

    private QueryPolicy narrowed(YamlSection section) {
        return new QueryPolicy(
                rules(section, "allowed-objects", "denied-objects", QueryPolicy::requireObjectPattern),
                rules(section, "allowed-fields", "denied-fields", QueryPolicy::requireFieldPattern),
                section.flag("unfiltered-allowed", policy.unfilteredAllowed()),
                section.whole("max-condition-depth", policy.maxConditionDepth(), 1, QueryPolicy.MAX_CONDITION_DEPTH),
                section.whole("max-conditions", policy.maxConditions(), 1, QueryPolicy.MAX_CONDITIONS),
                section.whole("max-list-values", policy.maxListValues(), 1, QueryPolicy.MAX_LIST_VALUES));
    }

    private static NameRules rules(YamlSection section, String allowed, String denied, Consumer<String> requirement) {
        Function<String, String> pattern = text -> {
            requirement.accept(text);
            return text;
        };
        var allow = section.list(allowed, pattern);
        if (section.isEmptyList(allowed)) {
            section.problem(allowed, "name at least one pattern; leave the key out for what weir.query allows");
        }
        return new NameRules(section.has(allowed) ? allow : List.of("*"), section.list(denied, pattern));
    }

    private void takenOnce(YamlSection section, String key, Object credential) {
        String other = taken.putIfAbsent(credential, section.place(key));
        if (other != null) {
            section.problem(key, "is the same as " + other);
        }
    }

    private static String name(String text) {
        if (!ActionName.isName(text)) {
            throw new IllegalArgumentException(
                    "a name is words of lower-case letters and digits, joined by hyphens, got '%s'".formatted(text));
        }
        return text;
    }

    private static Priority priority(String text) {
        return Priority.named(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected high, normal or low, got '%s'".formatted(text)));
    }

    private static String actionPattern(String text) {
        return new NameRules(List.of(text), List.of()).allowed().getFirst();
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "expected a distinguished name such as CN=cxone,O=Acme, got '%s'".formatted(text), unreadable);
        }
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("no readable text file at '%s'".formatted(file), unreadable);
        }
    }
}
