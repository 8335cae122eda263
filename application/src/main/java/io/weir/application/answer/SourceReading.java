package io.weir.application.answer;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.AmountCurrency;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.draft.Coercion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the value of an output in what a run has found. */
final class SourceReading {
    private static final Map<String, Currency> CURRENCIES = Currency.availableCurrencies()
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    private SourceReading() {}

    /** What a run has found. */
    interface Found {
        /** The value of {@code field} as Salesforce has it; null if there is none. */
        @Nullable
        Object value(Source.Field field);

        /** The label of {@code value}, which the picklist {@code field} has. */
        String label(Source.Field field, String value);

        /** The URL of the record of the first of {@code steps} that found something. */
        Optional<String> recordUrl(List<MemberName> steps);

        /** The object of the record of the first of {@code steps} that found something. */
        Optional<String> object(List<MemberName> steps);

        /** The name of the step that answered. */
        String answered();
    }

    /** The value of {@code output}, which is neither a count nor about the existence of rows; or its default. */
    static OutputValue of(ActionOutput output, Found found) {
        var style = style(output, found);
        return switch (output.source()) {
            case Source.Field field -> OutputReading.of(output, style, shown(output.format(), field, found));
            case Source.FirstOf(var candidates) ->
                candidates.stream()
                        .filter(field -> OutputReading.input(found.value(field)).isPresent())
                        .findFirst()
                        .map(field -> OutputReading.of(output, style, shown(output.format(), field, found)))
                        .orElseGet(() -> OutputReading.of(output, style, null));
            case Source.Constant(var value) -> value;
            case Source.Written(var template) ->
                text(template, style, found)
                        .<OutputValue>map(OutputValue.Text::new)
                        .orElseGet(() -> OutputReading.absent(output));
            case Source.Chosen(var choices, var otherwise) ->
                choices.stream()
                        .filter(choice -> ChoiceMatching.matches(choice, style.zone(), found))
                        .map(ActionOutput.Choice::then)
                        .findFirst()
                        .or(() -> otherwise)
                        .orElseGet(() -> OutputReading.absent(output));
            case Source.Count _, Source.Exists _ -> OutputReading.absent(output);
        };
    }

    /** The style of {@code output} with the currency that its field has; without one if the field has none. */
    private static Style style(ActionOutput output, Found found) {
        var field = output.currencyField();
        if (field.isEmpty()) {
            return output.style();
        }
        var style = output.style();
        return new Style(
                style.zone(),
                style.language(),
                style.decimals(),
                OutputReading.input(found.value(field.get()))
                        .map(Coercion::written)
                        .flatMap(SourceReading::currency)
                        .map(AmountCurrency.Always::new));
    }

    private static Optional<Currency> currency(String code) {
        return Optional.ofNullable(CURRENCIES.get(code.toUpperCase(Locale.ROOT)));
    }

    private static @Nullable Object shown(Format format, Source.Field field, Found found) {
        var value = found.value(field);
        return format == Format.LABEL && value instanceof String text ? found.label(field, text) : value;
    }

    /** The text; empty if a value is absent. */
    private static Optional<String> text(TextTemplate template, Style style, Found found) {
        boolean isUrl = template.isUrl();
        var text = new StringBuilder();
        for (var part : template.parts()) {
            var written = switch (part) {
                case TextTemplate.Part.Literal(var literal) -> Optional.of(literal);
                case TextTemplate.Part.Matched _ -> Optional.of(found.answered());
                case TextTemplate.Part.Value(var field, var format) ->
                    OutputReading.input(shown(format, field, found))
                            .map(value -> OutputReading.text(format, style, value))
                            .map(value -> isUrl ? encoded(value) : value);
                case TextTemplate.Part.ObjectName(var steps) -> found.object(steps);
                case TextTemplate.Part.RecordUrl(var steps) ->
                    found.recordUrl(steps).map(url -> isUrl && !text.isEmpty() ? encoded(url) : url);
            };
            if (written.isEmpty()) {
                return Optional.empty();
            }
            text.append(written.get());
        }
        return Optional.of(text.toString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
