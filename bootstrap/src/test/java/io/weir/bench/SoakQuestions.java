package io.weir.bench;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Questions to the sandbox's org, each with the answer that the org gives in memory. */
final class SoakQuestions {
    private static final int QUESTIONS = 400;
    private static final int MOST_ROWS = 180;
    private static final String NULL = "null";
    private static final String KEY = "AccountNumber";
    private static final List<String> FIELDS = List.of("Id", KEY, "Name");

    private final List<Question> questions = new ArrayList<>();

    /**
     * One question.
     *
     * @param json as a flow posts it
     * @param rows the values of each row, {@code null} as text
     */
    record Question(String json, List<List<String>> rows) {
        /** Whether {@code answer} holds these rows, all of them, in this order, and nothing else. */
        boolean isAnsweredBy(JsonObject answer) {
            var records = answer.getJsonArray("records");
            return answer.getInt("total_size") == rows.size()
                    && !answer.containsKey("truncated")
                    && records.getValuesAs(JsonObject.class).stream()
                            .map(row -> FIELDS.stream()
                                    .map(field -> row.isNull(field) ? NULL : row.getString(field))
                                    .toList())
                            .toList()
                            .equals(rows);
        }
    }

    SoakQuestions(SandboxOrg org, RandomGenerator random) {
        var inMemory = new InMemorySalesforceQueries(org);
        for (int i = 0; i < QUESTIONS; i++) {
            questions.add(
                    question(inMemory, "ACC-" + random.nextInt(10_000, 10_220), random.nextInt(1, MOST_ROWS + 1)));
        }
    }

    Question any(RandomGenerator random) {
        return questions.get(random.nextInt(questions.size()));
    }

    private static Question question(InMemorySalesforceQueries org, String from, int limit) {
        var key = FieldPath.parse(KEY);
        var query = Query.ofFields("Account", FIELDS.toArray(String[]::new))
                .where(Filter.Comparison.of(key, Operator.GREATER_OR_EQUAL, new Value.Text(from)))
                .orderedBy(List.of(new Ordering(new Operand.Field(key), Ordering.Direction.ASC, Ordering.Nulls.FIRST)))
                .limitedTo(new Limit.AtMost(limit));
        var rows = org.start(Soql.of(query), new RunMeter(new Deadline(Instant.MAX))).rows().stream()
                .map(SoakQuestions::texts)
                .toList();
        String json = """
            {"object_name":"Account","fields":["Id","%1$s","Name"],"filters":{"%1$s":{"op":">=","val":"%2$s"}},\
            "order_by":["%1$s"],"limit":%3$d}\
            """.formatted(KEY, from, limit);
        return new Question(json, rows);
    }

    private static List<String> texts(Row row) {
        return FIELDS.stream()
                .map(field -> Objects.toString(row.value(field), NULL))
                .toList();
    }
}
