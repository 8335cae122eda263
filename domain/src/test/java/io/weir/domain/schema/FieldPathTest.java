package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @Test
    void knowsItsParentsNearestFirst() {
        var path = FieldPath.parse("Account.Owner.Name");

        assertThat(path.parents()).containsExactly("Account", "Owner");
        assertThat(path.field()).isEqualTo("Name");
        assertThat(path).hasToString("Account.Owner.Name");
    }

    @Test
    void isAFieldOfTheObjectItselfWithoutDots() {
        assertThat(FieldPath.parse("Phone").parents()).isEmpty();
    }

    @Test
    void followsFiveParentsAndNoMore() {
        assertThat(FieldPath.parse("a.b.c.d.e.Name").parents()).hasSize(FieldPath.MAX_PARENTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse("a.b.c.d.e.f.Name"))
                .withMessage("a field path has at most 5 parents, this one has 6");
    }

    @Test
    void refusesAHugeNumberOfDotsInAShortMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(".".repeat(100_000)))
                .withMessage("a field path has at most 5 parents, this one has 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "Account.", ".Name", "Account..Name", "Account. Name", "Account.*"})
    void refusesDotsWithoutNamesBetween(String dotted) {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.parse(dotted));
    }

    @Test
    void needsASegment() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldPath(List.of()));
    }

    @Test
    void isSeenFromAChildThroughItsRelationship() {
        assertThat(FieldPath.parse("Owner.Name").under(new RelationshipName("Account")))
                .isEqualTo(FieldPath.parse("Account.Owner.Name"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse("a.b.c.d.e.Name").under(new RelationshipName("Account")));
    }

    @Test
    void isTheSameFieldInAnyCase() {
        assertThat(FieldPath.parse("account.NAME").sameAs(FieldPath.parse("Account.Name")))
                .isTrue();
        assertThat(FieldPath.parse("AccountName").sameAs(FieldPath.parse("Account.Name")))
                .isFalse();
    }
}
