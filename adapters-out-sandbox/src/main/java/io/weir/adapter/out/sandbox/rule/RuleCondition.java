package io.weir.adapter.out.sandbox.rule;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.write.RecordChange;
import java.util.List;
import java.util.Objects;

/** A condition of a rule: what may follow WHERE in SOQL. */
final class RuleCondition {
    private final SandboxOrg org;
    private final Statement statement;

    private RuleCondition(SandboxOrg org, Statement statement) {
        this.org = org;
        this.statement = statement;
    }

    /** The condition in {@code member} of {@code rule}, on records of {@code table}. */
    static RuleCondition of(SandboxOrg org, Table table, RuleJson rule, String member) {
        String soql = "SELECT Id FROM %s WHERE (%s)".formatted(table.name(), rule.text(member));
        try {
            var condition = new RuleCondition(org, SoqlParser.parse(soql, org));
            condition.ids();
            return condition;
        } catch (QueryRefusal refusal) {
            throw rule.problem("has a \"%s\" that is no condition of SOQL on %s; correct it: %s"
                    .formatted(member, table.name(), lastLine(refusal)));
        }
    }

    private static String lastLine(QueryRefusal refusal) {
        return String.valueOf(refusal.getMessage()).lines().reduce("", (_, last) -> last);
    }

    /** The ids of the records that meet it now. */
    List<String> ids() {
        return QueryEvaluator.evaluate(org, statement).rows().stream()
                .map(row -> String.valueOf(Objects.requireNonNull(row.asMap().get("Id"))))
                .toList();
    }

    /** Whether a record meets it as it is about to be stored. */
    boolean meets(RecordChange change) {
        return QueryEvaluator.selects(org, statement, change.record());
    }
}
