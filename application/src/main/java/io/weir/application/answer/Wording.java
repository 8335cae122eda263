package io.weir.application.answer;

import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.draft.Coercion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes values as people read and hear them, with the JDK's data of languages. */
record Wording(Style style) {
    String date(LocalDate date) {
        return style.language().equals(Locale.US)
                ? Coercion.SPOKEN_DATE.format(date)
                : plain(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(style.language())
                        .format(date));
    }

    String time(LocalTime time) {
        return plain(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(style.language())
                .format(time));
    }

    String dateTime(Instant moment) {
        return plain(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(style.language())
                .format(moment.atZone(style.zone())));
    }

    String number(BigDecimal number) {
        int own = Math.max(0, number.stripTrailingZeros().scale());
        return written(
                NumberFormat.getNumberInstance(style.language()),
                number,
                style.decimals().orElse(own));
    }

    String money(BigDecimal amount, Currency currency) {
        var format = NumberFormat.getCurrencyInstance(style.language());
        format.setCurrency(currency);
        return written(format, amount, style.decimals().orElse(Math.max(0, currency.getDefaultFractionDigits())));
    }

    private static String written(NumberFormat format, BigDecimal number, int decimals) {
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        // rounded here, because the format writes a small negative number as "-0"
        return plain(format.format(number.setScale(decimals, RoundingMode.HALF_UP)));
    }

    /** The letters and digits of {@code text}, separated by blanks. */
    static String digits(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining(" "));
    }

    /** With common blanks: speech engines stumble over the narrow and the no-break ones of CLDR. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
