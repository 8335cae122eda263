package io.weir.application.action;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.InputType;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.query.SearchTerms;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides whether a record has what was searched. The index finds more than that: a fax number, an assistant's name, a
 * part of another number.
 */
final class SearchMatching {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchMatching() {}

    /** What the index is asked for {@code input}; empty if that is too short, so that nothing is asked. */
    static Optional<SearchTerms> terms(SearchTemplate search, BoundInput input) {
        return switch (input) {
            case BoundInput.Phone(var numbers) ->
                SearchTerms.numbers(numbers.stream()
                        .filter(number -> number.national().length() >= SearchTerms.SHORTEST_NUMBER)
                        .flatMap(number -> number.searched().stream())
                        .toList());
            case BoundInput.Values(var value) ->
                switch (search.group()) {
                    case NAME -> SearchTerms.words(Coercion.written(value));
                    case EMAIL, PHONE -> SearchTerms.phrase(Coercion.written(value));
                };
        };
    }

    /** Whether {@code input} is longer than anything that is searched. */
    static boolean isTooLong(BoundInput input) {
        return input instanceof BoundInput.Values(var value)
                && Coercion.written(value).length() > SearchTerms.LONGEST_TEXT;
    }

    /** Tests whether the text of a field has {@code input}, as {@code search} looks for it. */
    static Predicate<String> of(SearchTemplate search, DataAction action, BoundInput input, PhoneNumbers phones) {
        return switch (input) {
            case BoundInput.Phone(var numbers) -> {
                String region = region(search, action);
                yield stored -> numbers.stream().anyMatch(number -> phones.isIn(stored, number, region));
            }
            case BoundInput.Values(var value) -> {
                String text = folded(Coercion.written(value));
                yield switch (search.group()) {
                    case NAME -> {
                        var words =
                                SearchTerms.words(text).map(SearchTerms::terms).orElseGet(List::of);
                        yield stored -> words.stream().allMatch(folded(stored)::contains);
                    }
                    case EMAIL, PHONE -> stored -> folded(stored).equals(text);
                };
            }
        };
    }

    /** The country of numbers without a country code. */
    private static String region(SearchTemplate search, DataAction action) {
        return action.inputs().stream()
                .filter(declared -> declared.name().equals(search.input()))
                .map(declared -> declared.type() instanceof InputType.Phone(var region) ? region : "")
                .findFirst()
                .orElse("");
    }

    /** The text without accents, in small letters. */
    private static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(WhiteSpace.stripped(text), Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
