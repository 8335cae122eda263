package io.weir.adapter.out.sandbox.login;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OpenID Connect's {@code /services/oauth2/userinfo}: claims about the user of the access token, from their record. */
public final class UserInfo {
    private UserInfo() {}

    public static Reply of(SandboxOrg org, URI baseUri) {
        var user = org.table("User").flatMap(UserInfo::runningUser);
        String id = user.map(StoredRecord::id).orElse(RecordId.of("005", 1));
        String organizationId = RecordId.canonical(Sessions.ORG_ID).orElseThrow();
        String username = text(org, user, "Username", TokenEndpoint.USERNAME);
        return Reply.ok(Json.object(
                "sub",
                baseUri + "/id/" + organizationId + "/" + id,
                "user_id",
                id,
                "organization_id",
                organizationId,
                "preferred_username",
                username,
                "nickname",
                text(org, user, "Alias", "sandbox"),
                "name",
                text(org, user, "Name", "Sandbox User"),
                "email",
                text(org, user, "Email", username),
                "email_verified",
                true,
                "given_name",
                text(org, user, "FirstName", "Sandbox"),
                "family_name",
                text(org, user, "LastName", "User"),
                "zoneinfo",
                text(org, user, "TimeZoneSidKey", "GMT"),
                "photos",
                Json.object(
                        "picture", baseUri + "/profilephoto/005/F",
                        "thumbnail", baseUri + "/profilephoto/005/T"),
                "profile",
                baseUri + "/" + id,
                "picture",
                baseUri + "/profilephoto/005/F",
                "address",
                Json.object(),
                "is_salesforce_integration_user",
                false,
                "urls",
                urls(baseUri),
                "active",
                true,
                "user_type",
                "STANDARD",
                "language",
                text(org, user, "LanguageLocaleKey", "en_US"),
                "locale",
                text(org, user, "LocaleSidKey", "en_US"),
                "utcOffset",
                0,
                "updated_at",
                modified(org, user),
                "is_app_installed",
                true));
    }

    /** The user who logs in; in an org without that user, the first one. */
    private static Optional<StoredRecord> runningUser(Table users) {
        return users.field("Username").isEmpty()
                ? Optional.empty()
                : users.holding(users.column("Username"), TokenEndpoint.USERNAME).stream()
                        .findFirst()
                        .or(() -> users.record(RecordId.of("005", 1)));
    }

    private static Map<String, @Nullable Object> urls(URI baseUri) {
        String data = baseUri + "/services/data/v{version}/";
        return Json.object(
                "rest", data, "sobjects", data + "sobjects/", "search", data + "search/", "query", data + "query/");
    }

    private static String text(SandboxOrg org, Optional<StoredRecord> user, String field, String otherwise) {
        return value(org, user, field)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse(otherwise);
    }

    private static String modified(SandboxOrg org, Optional<StoredRecord> user) {
        return value(org, user, "LastModifiedDate")
                .filter(Instant.class::isInstance)
                .map(Object::toString)
                .orElseGet(() -> org.now().toString());
    }

    private static Optional<Object> value(SandboxOrg org, Optional<StoredRecord> user, String field) {
        return org.table("User")
                .filter(users -> users.field(field).isPresent())
                .flatMap(users -> user.map(record -> record.value(users.column(field))));
    }
}
