package io.weir.bootstrap.config;

import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.in.http.caller.TokenRule;
import io.weir.adapter.in.http.caller.WebhookSecret;
import java.net.URI;
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
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Reads the credentials of callers and records every problem with its place. No two callers share a credential. */
public final class CallerCredentialsReader {
    /** The key of the file with the secret of a caller. */
    static final String SECRET_FILE = "secret-file";

    /** The current one and its successor. */
    private static final int MAX_CREDENTIALS = 2;

    private static final Pattern CREDENTIAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final List<String> problems;

    /** Where each credential was found first. */
    private final Map<Object, String> places = new HashMap<>();

    /** @param known callers whose keys come from {@code WEIR_API_KEY} */
    CallerCredentialsReader(List<CallerAccess> known, List<String> problems) {
        this.problems = problems;
        known.stream().flatMap(caller -> caller.credentials().stream()).forEach(credential -> {
            if (credential instanceof CallerCredential.Key key) {
                places.put(key.hash(), Setting.API_KEY.toString());
            }
        });
    }

    /** The credentials of the caller in {@code section}. */
    List<CallerCredential> credentials(YamlSection section) {
        var credentials = new ArrayList<CallerCredential>();
        int before = problems.size();
        credentials.addAll(each(section, "keys", this::key));
        credentials.addAll(each(section, "basic", this::password));
        credentials.addAll(each(section, "webhook-secrets", this::signature));
        credentials.addAll(each(section, "jwt", CallerCredentialsReader::token));
        var subjects = section.list("mtls-subjects", CallerCredentialsReader::subject);
        for (int i = 0; i < subjects.size(); i++) {
            requireUnique(section, "mtls-subjects/" + i, subjects.get(i));
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

    private static List<CallerCredential> each(YamlSection section, String kind, Reader reader) {
        var sections = section.sections(kind);
        if (sections.size() > MAX_CREDENTIALS) {
            section.problem(
                    kind,
                    "at most %d: the one that is used and the one that takes its place".formatted(MAX_CREDENTIALS));
        }
        var credentials = new ArrayList<CallerCredential>();
        for (int i = 0; i < sections.size(); i++) {
            reader.credential(sections.get(i), i + 1).ifPresent(credentials::add);
        }
        return credentials;
    }

    private interface Reader {
        Optional<CallerCredential> credential(YamlSection section, int number);
    }

    private Optional<CallerCredential> key(YamlSection section, int number) {
        var id = id(section, "key", number);
        var expires = expires(section);
        var hash = section.read("hash", KeyHash::parse);
        hash.ifPresent(known -> requireUnique(section, "hash", known));
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
            String other = places.putIfAbsent("user " + known, owner);
            if (other != null && !other.equals(owner)) {
                section.problem("user", "%s has the same user".formatted(other));
            }
        });
        return user.flatMap(known -> hash.map(slow -> new CallerCredential.Password(id, known, slow, expires)));
    }

    private Optional<CallerCredential> signature(YamlSection section, int number) {
        var id = id(section, "webhook", number);
        var expires = expires(section);
        if (section.has("secret") == section.has(SECRET_FILE)) {
            section.problemAt(section.place(), "expected either secret or secret-file");
            return Optional.empty();
        }
        var secret = section.has("secret")
                ? section.read("secret", WebhookSecret::parse)
                : section.read(SECRET_FILE, file -> WebhookSecret.parse(contents(file)));
        secret.ifPresent(known -> requireUnique(section, "secret", known));
        return secret.map(known -> new CallerCredential.Signature(id, known, expires));
    }

    private static Optional<CallerCredential> token(YamlSection section, int number) {
        var id = id(section, "jwt", number);
        // a placeholder stands in for a blank value, so that the address is checked too
        String issuer = section.text("issuer").orElse("blank");
        String audience = section.text("audience").orElse("blank");
        String subject = section.text("subject").orElse("");
        var claims = section.section("claims").map(YamlSection::texts).orElse(Map.of());
        if (section.has("claims") && claims.isEmpty()) {
            section.problem("claims", "expected names and values");
        }
        return section.read("jwks", jwks -> {
                    var uri = jwks.startsWith("/") ? Path.of(jwks).toUri() : URI.create(jwks);
                    return new TokenRule(issuer, audience, uri, subject, claims);
                })
                .map(rule -> new CallerCredential.Token(id, rule));
    }

    private static String id(YamlSection section, String kind, int number) {
        return section.read("id", "%s-%d".formatted(kind, number), text -> {
            if (!CREDENTIAL_ID.matcher(text).matches()) {
                throw new IllegalArgumentException("an id has 1 to 64 letters, digits, '_' and '-'");
            }
            return text;
        });
    }

    private static Instant expires(YamlSection section) {
        return section.read("expires", CallerCredential.NEVER, CallerCredentialsReader::expiry);
    }

    /** The instant in {@code text}, or the end of its day in UTC; throws {@link IllegalArgumentException}. */
    public static Instant expiry(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw ValueParsers.unexpected(
                    "a date such as 2027-01-31 or a time such as 2027-01-31T10:00:00Z", text, unreadable);
        }
    }

    private void requireUnique(YamlSection section, String key, Object credential) {
        String other = places.putIfAbsent(credential, section.place(key));
        if (other != null) {
            section.problem(key, "is the same as " + other);
        }
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException unreadable) {
            throw ValueParsers.unexpected("a distinguished name such as CN=cxone,O=Acme", text, unreadable);
        }
    }

    private static String contents(String file) {
        return ValueParsers.content(ValueParsers.path(file)).strip();
    }
}
