package io.weir.adapter.in.http.answer;

import io.weir.domain.draft.Problem;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/** Something about one place in the request. */
@JsonbPropertyOrder({"location", "message"})
public record FindingJson(String location, String message) {
    public static List<FindingJson> of(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new FindingJson(problem.location(), problem.message()))
                .toList();
    }
}
