package io.weir.adapter.out.salesforce.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query that finds one record by its id and nothing else, with fields of the record itself. Several of the same
 * object and fields are one read of many records.
 */
public record RecordRead(ObjectName object, List<String> fields, String id) {
    /** The most records of one read. Salesforce reads more, but one answer has to hold them. */
    public static final int MOST = 200;

    private static final FieldPath ID = FieldPath.parse("Id");
    private static final Pattern RECORD_ID = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?");

    /** The read that {@code query} is; empty for any other query. */
    public static Optional<RecordRead> of(Query query) {
        String id = id(query.where().simplified());
        if (id == null || !RECORD_ID.matcher(id).matches() || !isPlain(query)) {
            return Optional.empty();
        }
        var fields = new ArrayList<String>();
        for (var item : query.select()) {
            if (!(item instanceof SelectItem.Field(var path)) || !path.parents().isEmpty()) {
                return Optional.empty();
            }
            fields.add(path.field());
        }
        return Optional.of(new RecordRead(query.from(), List.copyOf(fields), id));
    }

    /** The reads that {@code queries} are, if they can be one; else none. */
    static List<RecordRead> all(List<Soql> queries) {
        var reads = new ArrayList<RecordRead>();
        for (var soql : queries) {
            var read = of(soql.query());
            if (read.isEmpty() || (!reads.isEmpty() && !read.get().joins(reads.getFirst()))) {
                return List.of();
            }
            reads.add(read.get());
        }
        return reads;
    }

    /** Whether both can be one read of many records. */
    public boolean joins(RecordRead other) {
        return object.equals(other.object) && fields.equals(other.fields);
    }

    private static boolean isPlain(Query query) {
        return query.groupBy().isEmpty()
                && query.having() instanceof Filter.Everything
                && query.orderBy().isEmpty()
                && query.offset() == 0
                && query.limit() instanceof Limit.AtMost(var rows)
                && rows > 0;
    }

    private static @Nullable String id(Filter where) {
        return switch (where) {
            case Filter.Comparison(Operand.Field(var path), var operator, Value.Text(var id)) ->
                path.sameAs(ID) && operator == Operator.EQUAL ? id : null;
            case Filter.Membership(var path, var values) ->
                path.sameAs(ID) && values.size() == 1 && values.getFirst() instanceof Value.Text(var id) ? id : null;
            case Filter _ -> null;
        };
    }

    /** Without the id. */
    @Override
    public String toString() {
        return "RecordRead[" + object + fields + "]";
    }
}
