package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.SemiJoinRules.Rule;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SOQL reference, Comparison Operators: semi-joins with IN and anti-joins with NOT IN")
class SemiJoinRulesTest {
    private static final ObjectName ACCOUNT = new ObjectName("Account");
    private static final Filter HOT =
            Filter.Comparison.of(FieldPath.parse("Rating"), Operator.EQUAL, new Value.Text("Hot"));
    private static final Filter JOIN = join("Id", "AccountId", "Contact", new Filter.Everything());

    private static Filter join(String field, String selected, String from, Filter where) {
        return new Filter.SemiJoin(
                FieldPath.parse(field), false, FieldPath.parse(selected), new ObjectName(from), where);
    }

    private static Filter all(Filter... filters) {
        return new Filter.AllOf(List.of(filters));
    }

    private static Filter any(Filter... filters) {
        return new Filter.AnyOf(List.of(filters));
    }

    private static List<Rule> broken(Filter where) {
        return SemiJoinRules.broken(ACCOUNT, where).stream()
                .map(SemiJoinRules.Broken::rule)
                .toList();
    }

    @Test
    void aSemiJoinStandsBesideOtherConditions() {
        assertThat(broken(JOIN)).isEmpty();
        assertThat(broken(all(HOT, JOIN))).isEmpty();
        assertThat(broken(any(HOT, JOIN))).containsExactly(Rule.NO_OR);
        assertThat(broken(new Filter.Not(JOIN))).containsExactly(Rule.NO_NOT);
        assertThat(broken(all(HOT, new Filter.Not(JOIN)))).containsExactly(Rule.NO_NOT);
        assertThat(broken(all(HOT, all(HOT, JOIN)))).containsExactly(Rule.NO_GROUP);
        assertThat(broken(all(HOT, any(HOT, JOIN)))).containsExactly(Rule.NO_GROUP);
        assertThat(broken(any(HOT, all(HOT, JOIN)))).containsExactly(Rule.NO_GROUP);
        assertThat(broken(new Filter.Not(all(HOT, JOIN)))).containsExactly(Rule.NO_GROUP);
        assertThat(broken(any(JOIN, JOIN))).containsExactly(Rule.NO_OR, Rule.NO_OR);
    }

    @Test
    void aSemiJoinComparesFieldsOfTwoObjects() {
        var every = new Filter.Everything();

        assertThat(broken(join("Parent.Id", "AccountId", "Contact", every))).containsExactly(Rule.OWN_FIELD);
        assertThat(broken(join("Id", "Account.Id", "Contact", every))).containsExactly(Rule.OWN_SELECTED_FIELD);
        assertThat(broken(join("Id", "ParentId", "ACCOUNT", every))).containsExactly(Rule.OTHER_OBJECT);
        assertThat(broken(join("Id", "WhatId", "task", every))).containsExactly(Rule.JOINED_OBJECT);
        assertThat(broken(join("Id", "AccountId", "Contact", join("OwnerId", "Id", "User", every))))
                .containsExactly(Rule.NO_NESTING);
        assertThat(broken(all(JOIN, JOIN))).isEmpty();
        assertThat(broken(all(JOIN, JOIN, JOIN))).containsExactly(Rule.AT_MOST);
    }

    @Test
    void idsOfOneObjectAreComparable() {
        var contact = new ObjectName("Contact");

        assertThat(SemiJoinRules.comparable(List.of(ACCOUNT), List.of(ACCOUNT))).isTrue();
        assertThat(SemiJoinRules.comparable(List.of(ACCOUNT), List.of(contact, ACCOUNT)))
                .isTrue();
        assertThat(SemiJoinRules.comparable(List.of(ACCOUNT), List.of())).isTrue();
        assertThat(SemiJoinRules.comparable(List.of(ACCOUNT), List.of(contact))).isFalse();
    }
}
