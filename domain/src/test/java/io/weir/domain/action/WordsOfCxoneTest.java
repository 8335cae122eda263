package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.draft.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Outputs that a flow could take for something that CXone has. */
class WordsOfCxoneTest extends ActionDeclaration {
    @Test
    void warnsOfEachInAnyCase() {
        assertThat(warnings("contactId", "ANI", "busno", "timeoutMS", "contactName", "accountId"))
                .extracting(Problem::location)
                .containsExactly("/outputs/contactId", "/outputs/ANI", "/outputs/busno", "/outputs/timeoutMS");
    }

    @Test
    void namesAnotherNameForTheContact() {
        assertThat(warnings("ContactID"))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("the contact in CXone", "such as contactRecordId");
    }

    private static List<Problem> warnings(String... names) {
        return WordsOfCxone.warnings(
                Stream.of(names).map(name -> field(name, "record", "Name")).toList());
    }
}
