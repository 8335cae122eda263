package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes as the name of an object, a relationship or a field: the injection defence for names. */
class ApiNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact",
                "a",
                "Group",
                "Order",
                "Select",
                "OpportunityLineItem",
                "My_Obj__c",
                "A1_b2__c",
                "ns__Foo__c",
                "Foo__r",
                "Foo__mdt",
                "My_Obj__Share",
                "Account__pc",
                "X9__e"
            })
    void acceptsWhatSalesforceCallsThings(String name) {
        assertThat(new ObjectName(name).value()).isEqualTo(name);
        assertThat(new RelationshipName(name)).hasToString(name);
        assertThat(FieldPath.parse(name)).hasToString(name);
    }

    static List<String> noNames() {
        return List.of(
                "",
                " ",
                "Contact ",
                " Contact",
                "Contact\n",
                "1Contact",
                "_Contact",
                "__c",
                "Contact_",
                "Contact__",
                "Contact___c",
                "a__b__c__d",
                "My-Obj",
                "Contact;",
                "Contact WHERE Id != null",
                "Contact/**/",
                "Contact--",
                "Contact'",
                "Contact\"",
                "Contact\\",
                "Contact)",
                "(SELECT Id FROM Contacts)",
                "COUNT()",
                "COUNT(Id)",
                "FIELDS(ALL)",
                "Id,Name",
                "*",
                "%43ontact",
                "Contact\u0000",
                "Contact\u200B",
                "Größe__c",
                "Ｃontact",
                "Contact\u0661",
                "\u212Aontact",
                "\uD83D\uDE00",
                "A".repeat(81));
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelationshipName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.parse(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldPath(List.of("Account", text)));
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldPath(List.of(text, "Name")));
    }

    @Test
    void acceptsEightyCharacters() {
        assertThat(new ObjectName("A".repeat(80)).value()).hasSize(80);
    }

    @Test
    void hasNoDotsInTheNameOfAnObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectName("Account.Name"))
                .withMessage("not an object name: 'Account.Name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelationshipName("Account.Owner"))
                .withMessage("not a relationship name: 'Account.Owner'");
    }

    @Test
    void saysWhatTheTextIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse("Account.Na me"))
                .withMessage("not a field name: 'Na me'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse("Acc ount.Name"))
                .withMessage("not a relationship name: 'Acc ount'");
    }

    @Test
    void cutsALongTextInItsMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectName("-".repeat(1_000_000)))
                .withMessage("not an object name: '%s…'".formatted("-".repeat(80)));
    }

    @Test
    void printsNothingThatATerminalOrALogWouldActOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectName("a\r\n\u001B[2J\u202E\u2028\u2029\uD83D\u200B\uE000z"))
                .withMessage("not an object name: 'a???[2J??????z'");
    }
}
