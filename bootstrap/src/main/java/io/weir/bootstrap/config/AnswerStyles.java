package io.weir.bootstrap.config;

import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import java.util.Map;

/** The names of answer styles in the configuration. */
public final class AnswerStyles {
    public static final String PROFILES = "cxone or json";

    private AnswerStyles() {}

    /** The profile called {@code word}; throws {@link IllegalArgumentException} for any other word. */
    public static Profile profile(String word) {
        return ValueParsers.word(PROFILES, Map.of("cxone", Profile.CXONE, "json", Profile.JSON))
                .apply(word);
    }

    static Errors errors(String word) {
        return ValueParsers.word(
                        "by-status or always-200",
                        Map.of("by-status", Errors.BY_STATUS, "always-200", Errors.ALWAYS_200))
                .apply(word);
    }
}
