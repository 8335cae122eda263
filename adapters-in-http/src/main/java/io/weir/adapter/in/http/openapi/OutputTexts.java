package io.weir.adapter.in.http.openapi;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate.Part;
import java.util.List;
import java.util.stream.Stream;

/** The texts that an output may be, as far as the declaration of its action decides them. */
final class OutputTexts {
    private OutputTexts() {}

    /** All texts that {@code output}, no member of a list, may be; none if any text is possible. */
    static List<String> of(DataAction action, ActionOutput output) {
        var names = output.format() == ActionOutput.Format.PLAIN && output.map().isEmpty()
                ? names(action, output.source())
                : List.<String>of();
        if (names.isEmpty()) {
            return output.texts();
        }
        String absent = output.defaultValue().orElse(null) instanceof OutputValue.Text(var text) ? text : "";
        return Stream.concat(names.stream(), Stream.of(absent)).distinct().toList();
    }

    /** The names of objects or steps of which one is the whole of {@code source}; none for any other source. */
    private static List<String> names(DataAction action, Source source) {
        if (!(source instanceof Source.Written(var template))
                || template.parts().size() > 1) {
            return List.of();
        }
        var names = switch (template.parts().getFirst()) {
            case Part.ObjectName(var steps) ->
                steps.stream().flatMap(step -> action.readable(step).stream()).flatMap(step -> step.objects().stream());
            case Part.Matched _ ->
                action.answering().stream().map(step -> step.name().value());
            case Part.Literal _, Part.Value _, Part.RecordUrl _ -> Stream.<String>empty();
        };
        return names.distinct().toList();
    }
}
