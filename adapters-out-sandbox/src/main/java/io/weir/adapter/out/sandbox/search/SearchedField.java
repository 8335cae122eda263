package io.weir.adapter.out.sandbox.search;

import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Set;

/**
 * The index entries of one field of one record.
 *
 * @param column the index of the field in its table
 * @param tokens the value's tokens in order
 * @param phoneNumbers the spellings in digits of a phone number; empty for other fields
 */
record SearchedField(int column, List<String> tokens, Set<String> phoneNumbers) {
    static SearchedField of(int column, FieldType type, String value) {
        return new SearchedField(
                column, Tokens.of(value), type == FieldType.PHONE ? PhoneNumbers.spellings(value) : Set.of());
    }

    boolean holds(SearchExpression.Term term) {
        if (!term.digits().isEmpty() && phoneNumbers.contains(term.digits())) {
            return true;
        }
        if (term.tokens().size() == 1 && holdsNumber(term.tokens().getFirst())) {
            return true;
        }
        for (int start = 0; start + term.tokens().size() <= tokens.size(); start++) {
            if (holdsAt(start, term.tokens())) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsNumber(TokenPattern pattern) {
        for (String number : phoneNumbers) {
            if (pattern.matches(number)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsAt(int start, List<TokenPattern> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            if (!patterns.get(i).matches(tokens.get(start + i))) {
                return false;
            }
        }
        return true;
    }
}
