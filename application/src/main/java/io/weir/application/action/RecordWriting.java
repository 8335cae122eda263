package io.weir.application.action;

import io.weir.application.write.WriteOnce;
import io.weir.application.write.WritePlanning;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.write.WriteKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What data actions that write need beside what all need.
 *
 * @param org names the org whose records are written, alike in all Weirs that share a journal
 * @param hash a keyed hash of 32 bytes, with the same key in all Weirs that share a journal
 */
public record RecordWriting(WritePlanning planning, WriteOnce once, String org, Function<String, byte[]> hash) {
    /**
     * The key of a request. Two requests of one caller to one org about one contact in CXone are the same unless an input
     * that the action names as a key has another value.
     */
    WriteKey key(Caller caller, DataAction action, String contactId, Map<MemberName, BoundInput> inputs) {
        var text = new StringBuilder();
        add(text, org);
        add(text, caller.name());
        add(text, action.name().value());
        add(text, Integer.toString(action.version()));
        add(text, contactId);
        for (var name : action.writes().key()) {
            add(text, name.value());
            add(
                    text,
                    Optional.ofNullable(inputs.get(name))
                            .map(RecordWriting::written)
                            .orElse(""));
        }
        return WriteKey.of(hash.apply(text.toString()));
    }

    /** With its length, so that no two lists of texts make the same one. */
    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static String written(BoundInput input) {
        return input.shown() instanceof Input.Many(var inputs)
                ? inputs.stream().map(Coercion::written).collect(Collectors.joining("\n"))
                : Coercion.written(input.shown());
    }
}
