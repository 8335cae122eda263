package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.action.SearchTemplate.SearchedObject;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import jakarta.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the search of a step.
 *
 * @param unreadable invalid inputs; references to them are not checked
 * @param zone of the days that dateTime fields are compared with
 */
record SearchReader(Problems problems, Set<MemberName> unreadable, ZoneId zone) {
    /** The key of the strategy, beside the search. */
    static final String STRATEGY = "strategy";

    private static final String SEARCH = "search";
    private static final String FOR = "for";
    private static final String IN = "in";
    private static final String RETURNING = "returning";

    /** The search of the step {@code step} at {@code location}; empty, with a problem, if a part of it is invalid. */
    Optional<ActionStep.Question> search(JsonObject step, String location) {
        String at = location + "/" + SEARCH;
        var json = step.getJsonObject(SEARCH);
        var input = problems.attempt(at + "/" + FOR, () -> input(json.getString(FOR)));
        var group =
                problems.attempt(at + "/" + IN, () -> ActionReader.chosen(json.getString(IN), SearchGroup.values()));
        var strategy = JsonMembers.has(step, STRATEGY)
                ? problems.attempt(
                        location + "/" + STRATEGY,
                        () -> ActionReader.chosen(step.getString(STRATEGY), Strategy.values()))
                : Optional.of(Strategy.QUERY_THEN_SEARCH);
        var declared = json.getJsonObject(RETURNING);
        if (declared.isEmpty()) {
            problems.add(at + "/" + RETURNING, "names at least one object, such as Contact");
        }
        var objects = new ArrayList<SearchedObject>();
        declared.forEach((name, object) -> {
            String place = at + "/" + RETURNING + new JsonPlace(JsonPlace.ROOT, name);
            var read = problems.attempt(place, () -> new ObjectName(name));
            if (read.filter(known -> isIn(objects, known)).isPresent()) {
                problems.add(place, "another object has this name, but for its case");
            } else if (read.isPresent() && input.isPresent() && group.isPresent()) {
                object(read.get(), object.asJsonObject(), place, group.get(), input.get())
                        .ifPresent(objects::add);
            }
        });
        return input.isPresent()
                        && group.isPresent()
                        && strategy.isPresent()
                        && !declared.isEmpty()
                        && objects.size() == declared.size()
                ? Optional.of(new SearchTemplate(at, input.get(), group.get(), strategy.get(), objects))
                : Optional.empty();
    }

    private static boolean isIn(List<SearchedObject> objects, ObjectName name) {
        return objects.stream().anyMatch(object -> object.object().value().equalsIgnoreCase(name.value()));
    }

    private static MemberName input(String text) {
        return TemplateValues.reference(text)
                .filter(Reference.OfInput.class::isInstance)
                .map(Reference.OfInput.class::cast)
                .map(Reference.OfInput::input)
                .orElseThrow(
                        () -> new IllegalArgumentException("a search is for an input in braces, such as \"{phone}\""));
    }

    private Optional<SearchedObject> object(
            ObjectName object, JsonObject json, String location, SearchGroup group, MemberName input) {
        var values = new TemplateValues(problems);
        var draft = QueryReader.template(object, json, location, problems, values);
        var match = match(object, json, location, group);
        var declared = new QueryTemplate(draft, StepReader.readable(values.blanks(), unreadable), zone);
        return match.isEmpty()
                ? Optional.empty()
                : Optional.of(SearchedObject.of(location, declared, group, input, match));
    }

    /** The declared fields, or those that the object usually has; empty, with a problem, if it has neither. */
    private List<FieldPath> match(ObjectName object, JsonObject json, String location, SearchGroup group) {
        var names = JsonMembers.texts(json, "match");
        var match = new ArrayList<FieldPath>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            problems.attempt(location + "/match/" + i, () -> FieldPath.parse(name))
                    .ifPresent(match::add);
        }
        if (names.isEmpty() && !JsonMembers.has(json, "match")) {
            match.addAll(SearchedObject.usualFields(object, group));
        }
        if (match.isEmpty()) {
            problems.add(
                    location + "/match",
                    "names the fields of %s of which one must have the %s, such as [Phone, MobilePhone]"
                            .formatted(object, group.name().toLowerCase(Locale.ROOT)));
        }
        return match;
    }
}
