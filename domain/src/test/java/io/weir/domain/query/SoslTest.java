package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoslTest {
    private static final Query CONTACTS = Query.ofFields("Contact", "Id", "Account.Name");

    @Test
    void searchesNumbersInDigitsAndWritesObjectsAsSoqlDoes() {
        var leads = Query.ofFields("Lead", "Id")
                .where(Filter.Comparison.of(FieldPath.parse("Company"), Operator.EQUAL, new Value.Text("O'Neil's")))
                .limitedTo(new Limit.AtMost(200));
        var terms = SearchTerms.numbers(List.of("4155550100", "14155550100")).orElseThrow();

        var sosl = Sosl.of(terms, SearchGroup.PHONE, List.of(CONTACTS, leads));

        assertThat(sosl.text())
                .isEqualTo("FIND {4155550100 OR 14155550100} IN PHONE FIELDS RETURNING Contact(Id, Account.Name),"
                        + " Lead(Id WHERE Company = 'O\\'Neil\\'s' LIMIT 200) WITH SPELL_CORRECTION = false");
        assertThat(sosl.shape().text())
                .isEqualTo("FIND {?} IN PHONE FIELDS RETURNING Contact(Id, Account.Name),"
                        + " Lead(Id WHERE Company = ? LIMIT 200) WITH SPELL_CORRECTION = false");
        assertThat(sosl).hasToString(sosl.shape().text());
        assertThat(terms.toString()).doesNotContain("4155550100");
    }

    @Test
    void everyReservedCharacterIsEscaped() {
        assertThat(found(SearchTerms.phrase("a?&|!{}[]()^~*:\\\"'+-b").orElseThrow()))
                .isEqualTo("\"a\\?\\&\\|\\!\\{\\}\\[\\]\\(\\)\\^\\~\\*\\:\\\\\\\"\\'\\+\\-b\"");
    }

    @Test
    void everyWordMustBeFoundAndNoneIsAnOperator() {
        assertThat(found(SearchTerms.words("Ada  OR\u00a0Okonkwo & Ada").orElseThrow()))
                .isEqualTo("\"Ada\" AND \"OR\" AND \"Okonkwo\"");
        assertThat(found(SearchTerms.phrase("ada\n@example.com").orElseThrow())).isEqualTo("\"ada @example.com\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "&", "x", "*?", "( ) -"})
    void aTextWithoutTwoLettersOrDigitsIsNotSearched(String text) {
        assertThat(SearchTerms.words(text)).isEmpty();
        assertThat(SearchTerms.phrase(text)).isEmpty();
    }

    @Test
    void aTextThatNoRecordCanHaveIsNotSearched() {
        assertThat(SearchTerms.words("x".repeat(255))).isPresent();
        assertThat(SearchTerms.words("x".repeat(256))).isEmpty();
    }

    @Test
    void onlyNumbersOfSevenToFifteenDigitsAreSearched() {
        assertThat(SearchTerms.numbers(List.of("123456", "+14155550100", "415 555", "1234567890123456", "٤١٥٥٥٥٠١٠٠")))
                .isEmpty();
        assertThat(SearchTerms.numbers(List.of("123456", "1234567", "1234567"))
                        .orElseThrow()
                        .terms())
                .containsExactly("1234567");
    }

    @Test
    void returnsEachObjectOnce() {
        var terms = SearchTerms.words("Ada").orElseThrow();
        assertThatThrownBy(() -> Sosl.of(terms, SearchGroup.NAME, List.of(CONTACTS, CONTACTS)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sosl.of(terms, SearchGroup.NAME, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String found(SearchTerms terms) {
        String text = Sosl.of(terms, SearchGroup.NAME, List.of(CONTACTS)).text();
        return text.substring("FIND {".length(), text.indexOf("} IN NAME FIELDS"));
    }
}
