package io.weir.adapter.out.sandbox.login;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.RunningUser;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the user of the sandbox is: the answers of the identity URL and of OpenID Connect's user info. Thread-safe. */
public final class Identity {
    private static final int PATH_LENGTH = 3;
    private static final int MAX_SECURITY_TOKEN = 32;

    private final SandboxOrg org;
    private final InstantSource clock;

    public Identity(SandboxOrg org, InstantSource clock) {
        this.org = org;
        this.clock = clock;
    }

    RunningUser user() {
        return org.runningUser();
    }

    /** Whether these are the user's credentials; a security token may follow the password. */
    boolean isUser(String username, String password) {
        return username.equalsIgnoreCase(user().username())
                && password.startsWith(TokenEndpoint.PASSWORD)
                && password.length() <= TokenEndpoint.PASSWORD.length() + MAX_SECURITY_TOKEN
                && password.chars().allMatch(Character::isLetterOrDigit);
    }

    String organizationId() {
        return org.organizationId();
    }

    /** The identity URL of the running user. */
    String url(URI baseUri) {
        return baseUri + "/id/" + org.organizationId() + "/" + org.runningUser().id();
    }

    /**
     * Answers {@code path}, which has the segments {@code id}, the org and the user. Another org is refused with 403,
     * another user with 404.
     */
    public Reply reply(List<String> path, URI baseUri) {
        Optional<String> organization = path.size() == PATH_LENGTH ? RecordId.canonical(path.get(1)) : Optional.empty();
        Optional<String> user = path.size() == PATH_LENGTH ? RecordId.canonical(path.get(2)) : Optional.empty();
        if (organization.isEmpty() || user.isEmpty()) {
            return Reply.text(404, "Bad_Id");
        }
        if (!organization.get().equals(org.organizationId())) {
            return Reply.text(403, "Wrong_Org");
        }
        return user.get().equals(org.runningUser().id()) ? Reply.ok(identity(baseUri)) : Reply.text(404, "No_Access");
    }

    /** The refusal of a request without a valid session. */
    public static Reply unauthenticated(String authorization) {
        return Reply.text(403, authorization.isEmpty() ? "Missing_OAuth_Token" : "Bad_OAuth_Token");
    }

    /** The running user as OpenID Connect describes one. */
    public Reply userInfo(URI baseUri) {
        var user = org.runningUser();
        return Reply.ok(Json.object(
                "sub", url(baseUri),
                "user_id", user.id(),
                "organization_id", org.organizationId(),
                "preferred_username", user.username(),
                "nickname", nickname(user),
                "name", user.name(),
                "email", user.email(),
                "email_verified", true,
                "given_name", text(user, "FirstName"),
                "family_name", text(user, "LastName"),
                "zoneinfo", zoneName(user),
                "photos", Map.of(),
                "profile", baseUri + "/" + user.id(),
                "active", true,
                "user_type", "STANDARD",
                "language", user.language(),
                "locale", user.locale(),
                "utcOffset", utcOffset(user),
                "is_app_installed", true,
                "urls", urls(baseUri, user)));
    }

    private Map<String, @Nullable Object> identity(URI baseUri) {
        var user = org.runningUser();
        return Json.object(
                "id", url(baseUri),
                "asserted_user", true,
                "user_id", user.id(),
                "organization_id", org.organizationId(),
                "username", user.username(),
                "nick_name", nickname(user),
                "display_name", user.name(),
                "email", user.email(),
                "email_verified", true,
                "timezone", zoneName(user),
                "photos", Map.of(),
                "urls", urls(baseUri, user),
                "active", true,
                "user_type", "STANDARD",
                "language", user.language(),
                "locale", user.locale(),
                "utcOffset", utcOffset(user),
                "is_app_installed", true);
    }

    private static Map<String, @Nullable Object> urls(URI baseUri, RunningUser user) {
        String data = baseUri + "/services/data/v{version}/";
        return Json.object(
                "rest", data,
                "sobjects", data + "sobjects/",
                "search", data + "search/",
                "query", data + "query/",
                "recent", data + "recent/",
                "profile", baseUri + "/" + user.id());
    }

    /** The field {@code name} of the user's record; null if it is empty or the org has no such record. */
    private @Nullable Object text(RunningUser user, String name) {
        return org.table("User")
                .flatMap(users -> users.record(user.id()))
                .map(record -> record.valueIfAny(name))
                .orElse(null);
    }

    private Object nickname(RunningUser user) {
        return Objects.requireNonNullElse(text(user, "CommunityNickname"), user.username());
    }

    private static String zoneName(RunningUser user) {
        return user.timeZone().getId().equals("Z") ? "GMT" : user.timeZone().getId();
    }

    /** In milliseconds, without daylight saving time. */
    private int utcOffset(RunningUser user) {
        return user.timeZone().getRules().getStandardOffset(clock.instant()).getTotalSeconds() * 1_000;
    }
}
