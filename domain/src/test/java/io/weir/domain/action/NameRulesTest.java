package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
    @ParameterizedTest
    @CsvSource({
        "*,             Contact,         true",
        "contact,       CONTACT,         true",
        "Contact,       Contacts,        false",
        "Con*,          Contact,         true",
        "*tact,         Contact,         true",
        "C*t*t,         Contact,         true",
        "C*x*t,         Contact,         false",
        "*.Phone,       Contact.Phone,   true",
        "*.Phone,       Contact.Phones,  false",
        "Contact.*,     Contact.Phone,   true",
        "Contact.*,     Contacts.Phone,  false",
        "**,            Contact,         true",
        "a*a*a*a*a*b,   aaaaaaaaaaaaaaa, false"
    })
    void matchesPatternsInAnyCase(String pattern, String name, boolean matches) {
        assertThat(new NameRules(List.of(pattern), List.of()).allow(name)).isEqualTo(matches);
        assertThat(new NameRules(List.of("*"), List.of(pattern)).allow(name)).isEqualTo(!matches);
    }

    @Test
    void deniesByARuleOfItsOwnOnly() {
        var rules = new NameRules(List.of("Contact.*"), List.of("*.Phone"));

        assertThat(rules.deny("contact.PHONE")).isTrue();
        assertThat(rules.deny("Account.Phone")).isTrue();
        assertThat(rules.deny("Account.Name")).as("it is not allowed either").isFalse();
        assertThat(NameRules.ALL.deny("Contact.Phone")).isFalse();
    }

    @Test
    void allowsNothingWithoutAPattern() {
        assertThat(new NameRules(List.of(), List.of()).allow("Contact")).isFalse();
    }

    @Test
    void knowsWhetherItForbidsNothing() {
        assertThat(NameRules.ALL.allowAll()).isTrue();
        assertThat(new NameRules(List.of("A", "*"), List.of()).allowAll()).isTrue();
        assertThat(new NameRules(List.of("A"), List.of()).allowAll()).isFalse();
        assertThat(new NameRules(List.of("*"), List.of("A")).allowAll()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a?", "[a]", "a-b", "é"})
    void refusesAPatternOfOtherCharacters(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NameRules(List.of(pattern), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new NameRules(List.of("*"), List.of(pattern)));
    }
}
