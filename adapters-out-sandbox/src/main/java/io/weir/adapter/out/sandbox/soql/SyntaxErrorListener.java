package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.query.QueryRefusal;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Rejects SOQL text at the first syntax error. */
final class SyntaxErrorListener extends BaseErrorListener {
    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offendingSymbol,
            int line,
            int charPositionInLine,
            String message,
            @Nullable RecognitionException cause) {
        throw offendingSymbol instanceof Token token
                ? unexpectedToken(token)
                : QueryRefusal.malformed(
                        "unexpected character at Row:%d:Column:%d".formatted(line, charPositionInLine + 1));
    }

    static QueryRefusal unexpectedToken(Token token) {
        return QueryRefusal.malformed("unexpected token: '%s'".formatted(token.getText()));
    }
}
