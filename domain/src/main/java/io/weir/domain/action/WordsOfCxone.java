package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds outputs that have the name of something else in CXone: of what every request may have, of what CXone sends with
 * a request, or of a variable of every script. A flow that copies such an output overwrites the other value.
 */
public final class WordsOfCxone {
    private static final Set<String> OF_CXONE =
            Set.of("contactid", "busno", "scriptname", "actiontype", "actionid", "ani", "dnis", "err");

    private static final Set<String> WORDS = Stream.concat(
                    OF_CXONE.stream(), DeclaredInput.RESERVED.stream().map(name -> name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());

    private WordsOfCxone() {}

    /** A warning for each of {@code outputs} with such a name, at its place in the declaration. */
    public static List<Problem> warnings(List<ActionOutput> outputs) {
        return outputs.stream()
                .map(ActionOutput::key)
                .filter(key -> WORDS.contains(key.value().toLowerCase(Locale.ROOT)))
                .map(key -> new Problem("/outputs/" + key, meaning(key.value())))
                .toList();
    }

    private static String meaning(String name) {
        return name.equalsIgnoreCase(DeclaredInput.CONTACT_ID)
                ? "scripts and requests of CXone have a 'contactId', the contact in CXone; choose another name, such as"
                        + " contactRecordId"
                : "scripts or requests of CXone have '%s', and a flow may take one for the other; choose another name"
                        .formatted(name);
    }
}
