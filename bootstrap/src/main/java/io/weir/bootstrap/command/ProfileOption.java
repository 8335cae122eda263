package io.weir.bootstrap.command;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.bootstrap.config.AnswerStyles;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says how an answer is written, in the configuration's words. */
final class ProfileOption {
    @Option(
            names = "--profile",
            paramLabel = "<cxone|json>",
            defaultValue = "cxone",
            converter = Words.class,
            description = "how the answer is written; default: ${DEFAULT-VALUE}")
    private Profile profile = Profile.CXONE;

    Profile profile() {
        return profile;
    }

    /** Reads the words in any case. */
    static final class Words implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String word) {
            try {
                return AnswerStyles.profile(word.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("it is " + AnswerStyles.PROFILES);
            }
        }
    }
}
