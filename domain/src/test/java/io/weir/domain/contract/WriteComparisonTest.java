package io.weir.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.Writes;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What flows notice of a change to what is written. */
class WriteComparisonTest {
    private static final DataAction READING = reading();
    private static final DataAction CREATING = with(write("Task", new Once.UniqueField("Key__c")), List.of());

    private static DataAction reading() {
        var declarations = new Declarations(new SplittableRandom(1));
        declarations.inputs.clear();
        declarations.outputs.clear();
        declarations.rows = 0;
        return declarations.action();
    }

    private static WriteStep write(String object, Once once) {
        return new WriteStep(
                new MemberName("task"),
                "/writes/task",
                new ObjectName(object),
                new WriteStep.Operation.Create(once),
                List.of(new WriteStep.Field(
                        "Subject", "/writes/task/fields/Subject", new WriteStep.Content.Constant(new Input.Text("x")))),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static DataAction with(WriteStep write, List<MemberName> key) {
        return new DataAction(
                new ActionName("lookup"),
                1,
                "",
                READING.inputs(),
                InputGroups.NONE,
                READING.steps(),
                List.of(),
                List.of(),
                List.of(),
                new Writes(List.of(write), key),
                DataAction.Bounds.WRITING);
    }

    private static List<String> changes(DataAction before, DataAction now) {
        return ContractComparison.of(before, now).stream()
                .map(change -> "%s %s: %s".formatted(change.effect(), change.location(), change.text()))
                .toList();
    }

    @Test
    void anActionThatWritesNowBreaks() {
        assertThat(changes(READING, CREATING))
                .contains(
                        "BREAKS /writes: the action writes now: requests need a contactId, and callers the right to"
                                + " write",
                        "BREAKS : the outcome 'created' is new, and flows have no branch for it");
    }

    @Test
    void anActionThatNoLongerWritesBreaks() {
        assertThat(changes(CREATING, READING))
                .contains(
                        "BREAKS : the action no longer writes, and answers no longer have 'reason'",
                        "BREAKS : the outcome 'found' is new, and flows have no branch for it",
                        "COMPATIBLE : the outcome 'created' is no longer possible");
    }

    @Test
    void whatMakesARequestTheSameIsToldAndBreaksNothing() {
        assertThat(changes(CREATING, CREATING)).isEmpty();
        assertThat(changes(CREATING, with(write("Case__c", new Once.UniqueField("Key__c")), List.of())))
                .containsExactly("COMPATIBLE /writes/task: 'task' is a record of Case__c now, not Task");
        assertThat(changes(CREATING, with(write("Task", new Once.UniqueField("Other__c")), List.of())))
                .singleElement()
                .asString()
                .startsWith("COMPATIBLE /writes/task: another way prevents that 'task' is created twice");
        assertThat(changes(
                        CREATING,
                        with(write("Task", new Once.UniqueField("Key__c")), List.of(new MemberName("contactId")))))
                .singleElement()
                .asString()
                .startsWith("COMPATIBLE /key: another 'key' tells requests apart");
    }
}
