package io.weir.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the leak scan sends and has Salesforce return, chosen so that it stands nowhere else, and the search for it. */
final class PlantedValues {
    static final String PHONE = "+14155550188";
    static final String PLAIN_PHONE = "415-555-0188";
    static final String NAME = "Zebedee Quillfeather";
    static final String EMAIL = "zebedee@quillfeather.example";
    static final String SOCIAL_SECURITY = "078-05-1120";
    static final String CONTACT = "990011223344";
    static final String KEY = "planted-key-of-a-caller-7f3a91c05e";
    static final String WRONG_KEY = "guessed-key-of-a-stranger-55";
    static final String DESK_KEY = "planted-key-of-the-desk-4b1d77aa90";
    static final String DESK_PASSWORD = "planted-password-of-the-desk";
    static final String WRONG_PASSWORD = "guessed-password-of-a-stranger";
    static final String WEBHOOK_SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("planted-webhook-secret-of-the-desk".getBytes(StandardCharsets.UTF_8));
    static final String CONTACT_KEY = "planted-key-of-contact-hashes-0d5e8c";
    static final String STORE_KEY = "planted-key-of-the-store-71b0fe55a2c9";
    static final String CLIENT_SECRET = "planted-client-secret-c0ffee";
    static final String SESSION = "00D5g000009zzzEAA!PLANTED.SESSION_b1";
    static final String JSON_WEB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA";

    /** Pieces that tell a plant from anything else, in lower case: parts of them give it away, too. */
    private static final List<String> NEEDLES = List.of(
            "4155550188",
            "555-0188",
            "zebedee",
            "quillfeather",
            "078-05-1120",
            "078051120",
            "990011223344",
            "planted-key-of-a-caller",
            "guessed-key-of-a-stranger",
            "planted-key-of-contact",
            "planted-key-of-the-desk",
            "planted-key-of-the-store",
            "planted-password",
            "guessed-password",
            "planted-webhook-secret",
            "planted-client-secret",
            "planted.session",
            "ejwbgfudgvkin0",
            // what the sandbox answers
            "okonkwo",
            "harbour lights",
            "4155550100");

    private PlantedValues() {}

    /** The plants that {@code text} gives away, as they are or in Base64. */
    static List<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return NEEDLES.stream()
                .filter(needle -> lower.contains(needle)
                        || IntStream.range(0, 3)
                                .mapToObj(before -> base64(needle, before))
                                .anyMatch(text::contains))
                .toList();
    }

    /**
     * What {@code needle} is in Base64 behind so many bytes of something else, without what those and others behind it
     * change.
     */
    private static String base64(String needle, int before) {
        String whole = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(("-".repeat(before) + needle).getBytes(StandardCharsets.UTF_8));
        boolean open = (before + needle.length()) % 3 != 0;
        return whole.substring(before == 0 ? 0 : before + 1, whole.length() - (open ? 1 : 0));
    }
}
