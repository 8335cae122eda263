package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.AmountCurrency;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads how formats write values: zone, language, decimals and currency. */
record StyleReader(Problems problems) {
    private static final String ZONE = "zone";
    private static final String LANGUAGE = "language";
    private static final String DECIMALS = "decimals";
    private static final String CURRENCY = "currency";
    private static final int MOST_DECIMALS = 10;

    /** That an amount has no currency. */
    static final String NO_CURRENCY =
            "money needs a currency, such as 'currency: USD' or 'currency: \"{CurrencyIsoCode}\"'";

    /** The zone and the language of {@code json}, or else those of {@code usual}. */
    Style zoneAndLanguage(JsonObject json, String location, Style usual) {
        return new Style(
                problems.attemptMember(json, ZONE, location, () -> zone(json.getString(ZONE)))
                        .orElse(usual.zone()),
                problems.attemptMember(json, LANGUAGE, location, () -> language(json.getString(LANGUAGE)))
                        .orElse(usual.language()),
                usual.decimals(),
                usual.currency());
    }

    /**
     * The style of the output {@code json}; what it does not say is as in {@code usual}.
     *
     * @param formats those that the output is written in
     * @param currencies finds the field that a currency in braces names
     */
    Style output(
            JsonObject json,
            String location,
            Set<Format> formats,
            ActionOutput.Type type,
            Style usual,
            Function<String, Source.Field> currencies) {
        require(
                json,
                ZONE,
                location,
                formats.stream().anyMatch(Format::hasZone) || type == ActionOutput.Type.DATE,
                "goes with the formats date_only, spoken_date, spoken_time and spoken_datetime");
        require(
                json,
                LANGUAGE,
                location,
                formats.stream().anyMatch(Format::hasLanguage),
                "goes with the formats spoken_date, spoken_time, spoken_datetime, number and money");
        require(
                json,
                DECIMALS,
                location,
                formats.stream().anyMatch(Format::isAmount),
                "goes with the formats number and money");
        require(json, CURRENCY, location, formats.contains(Format.MONEY), "goes with the format money");
        if (formats.contains(Format.MONEY) && !JsonMembers.has(json, CURRENCY)) {
            problems.add(JsonMembers.has(json, "format") ? location + "/format" : location, NO_CURRENCY);
        }
        var style = zoneAndLanguage(json, location, usual);
        var decimals = problems.attemptMember(json, DECIMALS, location, () -> decimals(json));
        return new Style(
                style.zone(),
                style.language(),
                decimals.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                problems.attemptMember(json, CURRENCY, location, () -> currency(json.getString(CURRENCY), currencies)));
    }

    private void require(JsonObject json, String key, String location, boolean suits, String remedy) {
        if (JsonMembers.has(json, key) && !suits) {
            problems.add(location + "/" + key, remedy);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("there is no such zone; write it as America/New_York or UTC", unknown);
        }
    }

    private static Locale language(String tag) {
        try {
            var language = new Locale.Builder().setLanguageTag(tag).build();
            if (!tag.isEmpty() && Arrays.asList(Locale.getAvailableLocales()).contains(language)) {
                return language;
            }
        } catch (IllformedLocaleException malformed) {
            throw new IllegalArgumentException("a language is written es, es-MX or fr-CA", malformed);
        }
        throw new IllegalArgumentException("Java has no data of this language; write it as es, es-MX or fr-CA");
    }

    private static int decimals(JsonObject json) {
        int decimals = ActionReader.whole(json, DECIMALS, 0);
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException("a number has 0 to %d decimals".formatted(MOST_DECIMALS));
        }
        return decimals;
    }

    private static AmountCurrency currency(String text, Function<String, Source.Field> fields) {
        if (text.startsWith("{") && text.endsWith("}")) {
            return new AmountCurrency.OfField(
                    fields.apply(text.substring(1, text.length() - 1).strip()));
        }
        try {
            return new AmountCurrency.Always(Currency.getInstance(text));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "a currency is a code of ISO 4217, such as USD or EUR, or a field in braces", unknown);
        }
    }
}
