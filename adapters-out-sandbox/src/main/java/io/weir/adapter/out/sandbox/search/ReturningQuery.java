package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.search.SearchStatement.Clause;
import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The SOQL text of a {@code RETURNING} object, without LIMIT and OFFSET, and the way back from its error positions to
 * those of the search.
 */
final class ReturningQuery {
    private final String source;
    private final StringBuilder soql = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    /** A clause of the search within the SOQL text. */
    private record Piece(int start, Clause clause) {}

    ReturningQuery(String source, Returning returning) {
        this.source = source;
        soql.append("SELECT ");
        returning.fields().ifPresentOrElse(this::append, () -> soql.append("Id"));
        soql.append(" FROM ");
        append(returning.object());
        returning.where().ifPresent(where -> {
            soql.append(" WHERE ");
            append(where);
        });
        returning.orderBy().ifPresent(orderBy -> {
            soql.append(" ORDER BY ");
            append(orderBy);
        });
    }

    String soql() {
        return soql.toString();
    }

    /** {@code refusal} of the SOQL text as a refusal of the search. */
    QueryRefusal relocated(QueryRefusal refusal) {
        String code =
                refusal.errorCode().equals("MALFORMED_QUERY") ? SearchErrors.MALFORMED_SEARCH : refusal.errorCode();
        if (refusal.index().isEmpty()) {
            return new QueryRefusal(code, refusal.reason());
        }
        int soqlIndex = refusal.index().getAsInt();
        var piece = pieceBefore(soqlIndex);
        int end = piece.clause().start() + piece.clause().text().length();
        int index = Math.min(piece.clause().start() + soqlIndex - piece.start(), end);
        // Behind a clause, the SOQL text has words that the search does not have.
        return index == end && refusal.reason().startsWith("unexpected token")
                ? SearchErrors.unexpectedToken(source, SoslScanner.afterSpaces(source, Math.min(end, source.length())))
                : new QueryRefusal(code, SearchErrors.at(source, Math.min(index, source.length()), refusal.reason()));
    }

    private Piece pieceBefore(int soqlIndex) {
        var before = pieces.getFirst();
        for (var piece : pieces) {
            if (piece.start() <= soqlIndex) {
                before = piece;
            }
        }
        return before;
    }

    private void append(Clause clause) {
        pieces.add(new Piece(soql.length(), clause));
        soql.append(clause.text().replaceAll("[\\r\\n\\t]", " "));
    }
}
