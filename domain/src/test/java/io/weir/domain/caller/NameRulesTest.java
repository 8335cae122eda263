package io.weir.domain.caller;

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

    @Test
    void rulesWithinOthersAllowOnlyWhatBothAllow() {
        var outer = new NameRules(List.of("Contact.*", "Account.*"), List.of("*.Phone"));
        var inner = new NameRules(List.of("*.Name", "*.Phone", "*.Birthdate"), List.of("*.Birthdate"));
        var both = inner.within(outer);

        assertThat(both.allow("Contact.Name")).isTrue();
        assertThat(both.allow("Case.Name")).as("not allowed outside").isFalse();
        assertThat(both.allow("Contact.Email")).as("not allowed inside").isFalse();
        assertThat(both.allow("Contact.Phone")).as("denied outside").isFalse();
        assertThat(both.allow("Contact.Birthdate")).as("denied inside").isFalse();
        assertThat(both.deny("Contact.Phone") && both.deny("Contact.Birthdate")).isTrue();
        assertThat(both.allowAll()).isFalse();
        assertThat(NameRules.ALL.within(outer).allow("Case.Name")).isFalse();
        assertThat(NameRules.ALL.within(NameRules.ALL)).isEqualTo(NameRules.ALL);
    }

    @Test
    void aPolicyWithinAnotherOnlyGetsNarrower() {
        var wide = new QueryPolicy(NameRules.ALL, NameRules.ALL, true, 10, 1_000, 50);
        var narrow = new QueryPolicy(new NameRules(List.of("Contact"), List.of()), NameRules.ALL, false, 5, 10, 2_000);

        assertThat(wide.within(narrow))
                .isEqualTo(new QueryPolicy(NameRules.ALL.within(narrow.objects()), NameRules.ALL, false, 5, 10, 50));
        assertThat(wide.within(narrow).objects().allow("Case")).isFalse();
        assertThat(narrow.within(wide).unfilteredAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a?", "[a]", "a;b", "é"})
    void refusesAPatternOfOtherCharacters(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NameRules(List.of(pattern), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new NameRules(List.of("*"), List.of(pattern)));
    }
}
