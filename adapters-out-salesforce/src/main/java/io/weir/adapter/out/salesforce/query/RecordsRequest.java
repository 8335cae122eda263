package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.query.CompositeQueries.Result;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * One read of many records, {@code POST /composite/sobjects/{object}}. Its answer has null for a record that does not
 * exist.
 */
final class RecordsRequest {
    private static final int SHORT_ID = 15;

    private final List<RecordRead> reads;
    private final List<String> ids;

    /** @param reads of the same object and fields */
    RecordsRequest(List<RecordRead> reads) {
        this.reads = reads;
        this.ids = reads.stream().map(RecordRead::id).distinct().toList();
    }

    /** The path after that of all composite resources. */
    String path() {
        return "/sobjects/" + reads.getFirst().object().value();
    }

    /** The JSON to send: ids and names, which need no escapes. */
    String body() {
        var fields = Stream.concat(
                Stream.of("Id"), reads.getFirst().fields().stream().filter(field -> !field.equalsIgnoreCase("Id")));
        return "{\"ids\":[%s],\"fields\":[%s]}".formatted(quoted(ids.stream()), quoted(fields));
    }

    private static String quoted(Stream<String> names) {
        return names.map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
    }

    /** What each query would have got alone. Throws {@link Unreadable} unless there is an answer for each id. */
    List<Result> results(JsonParser json, long mostBytes) {
        var records = PageReader.records(json, mostBytes);
        if (records.size() != ids.size()) {
            throw new Unreadable("a read of many records was answered with more or fewer records");
        }
        return reads.stream()
                .map(read -> result(read, records.get(ids.indexOf(read.id()))))
                .toList();
    }

    private static Result result(RecordRead read, @Nullable Row record) {
        if (record == null) {
            return new Result.Answered(new QueryPage(List.of(), 0, Optional.empty()));
        }
        boolean isRight = record.value("Id") instanceof String id
                && id.length() >= SHORT_ID
                && id.startsWith(read.id().substring(0, SHORT_ID));
        var row = isRight ? selected(record, read.fields()) : Optional.<Row>empty();
        return row.isPresent()
                ? new Result.Answered(new QueryPage(List.of(row.get()), 1, Optional.empty()))
                : new Result.Unanswered(new Unreadable("a record is another one, or lacks a field"));
    }

    /** {@code record} as a query with {@code fields} would have answered it; empty if one is missing. */
    private static Optional<Row> selected(Row record, List<String> fields) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (String field :
                Stream.concat(Stream.of("attributes"), fields.stream()).toList()) {
            var name = record.names().stream().filter(field::equalsIgnoreCase).findFirst();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            values.put(name.get(), record.value(name.get()));
        }
        return Optional.of(Row.of(values));
    }
}
