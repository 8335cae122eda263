package io.weir.bootstrap.config;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import java.util.Optional;

/** The words by which an operator says how answers are written. */
public final class AnswerStyles {
    public static final String PROFILES = "cxone or json";
    static final String ERRORS = "by-status or always-200";

    private AnswerStyles() {}

    public static Optional<Profile> profile(String word) {
        return switch (word) {
            case "cxone" -> Optional.of(Profile.CXONE);
            case "json" -> Optional.of(Profile.JSON);
            default -> Optional.empty();
        };
    }

    static Optional<Errors> errors(String word) {
        return switch (word) {
            case "by-status" -> Optional.of(Errors.BY_STATUS);
            case "always-200" -> Optional.of(Errors.ALWAYS_200);
            default -> Optional.empty();
        };
    }

    /** The style that {@code settings} have for callers that have none of their own. */
    static AnswerStyle defaultStyle(SettingValues settings) {
        return new AnswerStyle(
                settings.word(Setting.PROFILE, Profile.CXONE, PROFILES, AnswerStyles::profile),
                settings.word(Setting.ERRORS, Errors.BY_STATUS, ERRORS, AnswerStyles::errors),
                settings.whole(Setting.MAX_ANSWER_BYTES, 0, Integer.MAX_VALUE));
    }
}
