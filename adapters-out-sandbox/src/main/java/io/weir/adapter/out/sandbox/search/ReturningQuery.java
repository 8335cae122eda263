package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.search.SearchStatement.Clause;
import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The SOQL text of a {@code RETURNING} object, without LIMIT and OFFSET, and the way back from its error positions to
 * those of the search.
 */
final class ReturningQuery {
    private static final Pattern POSITION =
            Pattern.compile("\\A\n[^\n]*\n *\\^\nERROR at Row:1:Column:(\\d+)\n(.*)\\z", Pattern.DOTALL);

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
        String message = String.valueOf(refusal.getMessage());
        var position = POSITION.matcher(message);
        return new QueryRefusal(
                code,
                position.matches()
                        ? SearchErrors.at(
                                source, sourceIndex(Integer.parseInt(position.group(1)) - 1), position.group(2))
                        : message);
    }

    private int sourceIndex(int soqlIndex) {
        int index = 0;
        for (var piece : pieces) {
            if (piece.start() <= soqlIndex) {
                int inPiece = Math.min(
                        soqlIndex - piece.start(), piece.clause().text().length());
                index = piece.clause().start() + inPiece;
            }
        }
        return Math.min(index, source.length());
    }

    private void append(Clause clause) {
        pieces.add(new Piece(soql.length(), clause));
        soql.append(clause.text().replaceAll("[\\r\\n\\t]", " "));
    }
}
