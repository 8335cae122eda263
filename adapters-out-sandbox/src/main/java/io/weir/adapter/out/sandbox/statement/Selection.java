package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.query.Alias;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import java.util.Optional;

/** One entry of a select list. */
public sealed interface Selection {
    /**
     * A value.
     *
     * @param alias the name of the value in the row, which for an expression without an alias is {@code expr0},
     *     {@code expr1} and so on; empty if it is the name of the term's field
     */
    record Value(Term term, Optional<Alias> alias) implements Selection {}

    /** {@code COUNT()}, the only entry of its list. */
    record RowCount() implements Selection {}

    /** A sub-query. */
    record Children(ChildQuery query) implements Selection {}

    /**
     * {@code TYPEOF relationship WHEN type THEN fields … ELSE otherwise END}.
     *
     * @param otherwise the fields of any other type; may be empty
     */
    record TypeOf(RelationshipName relationship, List<Branch> branches, List<FieldPath> otherwise)
            implements Selection {
        public TypeOf {
            branches = List.copyOf(branches);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** The fields of a parent that is a record of {@code type}. */
    record Branch(ObjectName type, List<FieldPath> fields) {
        public Branch {
            fields = List.copyOf(fields);
        }
    }

    /** The field {@code path} without an alias. */
    static Selection field(FieldPath path) {
        return new Value(new Term.Field(path), Optional.empty());
    }
}
