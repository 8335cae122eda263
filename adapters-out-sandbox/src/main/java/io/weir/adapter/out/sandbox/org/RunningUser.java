package io.weir.adapter.out.sandbox.org;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The user as whom every client works.
 *
 * @param id the long id
 * @param timeZone the time zone of date literals and date functions
 * @param locale such as {@code en_US}
 * @param currency the ISO code of the user's currency
 */
public record RunningUser(
        String id,
        String username,
        String name,
        String email,
        ZoneId timeZone,
        String locale,
        String language,
        String currency) {
    /** The name to log in with, until the user gets another. */
    public static final String USERNAME = "sandbox@example.com";

    /** The user of an org that has no user of this name. */
    static final RunningUser DEFAULT = new RunningUser(
            RecordId.of("005", 1), USERNAME, "Sandbox User", USERNAME, ZoneOffset.UTC, "en_US", "en_US", "USD");

    /** The user whose record is {@code user}; what the record leaves out is as in {@link #DEFAULT}. */
    static RunningUser of(StoredRecord user) {
        return new RunningUser(
                user.id(),
                text(user, "Username", USERNAME),
                text(user, "Name", DEFAULT.name),
                text(user, "Email", DEFAULT.email),
                zone(text(user, "TimeZoneSidKey", "GMT")),
                text(user, "LocaleSidKey", DEFAULT.locale),
                text(user, "LanguageLocaleKey", DEFAULT.language),
                text(user, "DefaultCurrencyIsoCode", DEFAULT.currency));
    }

    static boolean is(StoredRecord user) {
        return USERNAME.equalsIgnoreCase(text(user, "Username", ""));
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("GMT") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return DEFAULT.timeZone;
        }
    }

    private static String text(StoredRecord user, String field, String otherwise) {
        return user.valueIfAny(field) instanceof String text ? text : otherwise;
    }
}
