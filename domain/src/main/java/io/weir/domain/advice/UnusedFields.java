package io.weir.domain.advice;

import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields that the steps of a data action select although no output, list or later step uses them. */
record UnusedFields(DataAction action) {
    /** The unused fields of {@code step}, those of its children behind the relationship's name. */
    List<String> of(ActionStep step) {
        var select = step.queries().stream()
                .flatMap(query -> query.draft().select().stream())
                .toList();
        var unused = unused(select, fieldsOf(step.name()));
        for (var item : select) {
            if (item instanceof DraftItem.Children(var _, var children)) {
                var relationship = children.relationship();
                if (isUsed(step.name(), relationship)) {
                    unused(children.select(), fieldsOf(step.name(), relationship))
                            .forEach(field -> unused.add(relationship + "." + field));
                } else {
                    unused.add(relationship.value());
                }
            }
        }
        return unused;
    }

    /** The selected fields that are not {@code used}, but for one where nothing would be left to select. */
    private static List<String> unused(List<DraftItem> select, Set<String> used) {
        var unused = new ArrayList<String>();
        for (var item : select) {
            if (item instanceof DraftItem.Field(var _, var path) && !used.contains(key(path))) {
                unused.add(path.toString());
            }
        }
        if (unused.size() == select.size()) {
            unused.removeFirst();
        }
        return unused;
    }

    /** What is used of the rows of {@code step}. */
    private Set<String> fieldsOf(MemberName step) {
        var outputs = Stream.concat(
                action.outputs().stream(),
                action.lists().stream()
                        .filter(list -> list.rows() instanceof RowSource.Step)
                        .flatMap(list -> list.outputs().stream()));
        var ofOutputs = outputs.flatMap(output -> output.fields().stream())
                .filter(source -> source.step().equals(step))
                .map(Source.Field::path);
        var ofQueries = action.steps().stream()
                .flatMap(later -> later.queries().stream())
                .flatMap(query -> query.blanks().values().stream())
                .map(blank -> blank.reference());
        var ofWrites = action.writes().steps().stream()
                .flatMap(write -> write.contents().stream())
                .flatMap(field -> field.content().references().stream());
        var ofLaterSteps = Stream.concat(ofQueries, ofWrites)
                .filter(Reference.OfStep.class::isInstance)
                .map(Reference.OfStep.class::cast)
                .filter(reference -> reference.step().equals(step))
                .map(Reference.OfStep::path);
        return Stream.concat(ofOutputs, ofLaterSteps).map(UnusedFields::key).collect(Collectors.toSet());
    }

    /** What is used of the children that the rows of {@code step} have by {@code relationship}. */
    private Set<String> fieldsOf(MemberName step, RelationshipName relationship) {
        return action.lists().stream()
                .filter(list -> areChildren(list.rows(), step, relationship))
                .flatMap(list -> list.outputs().stream())
                .flatMap(output -> output.fields().stream())
                .map(field -> key(field.path()))
                .collect(Collectors.toSet());
    }

    private boolean isUsed(MemberName step, RelationshipName relationship) {
        var ofOutputs = action.outputs().stream().map(output -> output.source()).flatMap(source -> switch (source) {
            case Source.Field _, Source.FirstOf _, Source.Constant _, Source.Written _, Source.Chosen _ ->
                Stream.<RowSource>empty();
            case Source.Count(var rows) -> Stream.of(rows);
            case Source.Exists(var rows) -> Stream.of(rows);
        });
        return Stream.concat(ofOutputs, action.lists().stream().map(list -> list.rows()))
                .anyMatch(rows -> areChildren(rows, step, relationship));
    }

    private static boolean areChildren(RowSource rows, MemberName step, RelationshipName relationship) {
        return rows instanceof RowSource.Children(var parent, var name)
                && parent.equals(step)
                && name.value().equalsIgnoreCase(relationship.value());
    }

    private static String key(FieldPath path) {
        return path.toString().toLowerCase(Locale.ROOT);
    }
}
