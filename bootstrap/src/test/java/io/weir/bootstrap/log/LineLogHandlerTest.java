package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineLogHandlerTest {
    private final LineLogHandler.Line line = new LineLogHandler.Line();

    @Test
    void aLineHasTimeLevelLoggerAndMessage() {
        assertThat(line.format(at(Level.INFO, "listens on {0}")))
                .isEqualTo("2026-01-31T10:00:00.000Z INFO io.weir: listens on 8080\n");
    }

    @Test
    void whatWasThrownFollows() {
        var record = at(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("why"));
        assertThat(line.format(record))
                .contains("SEVERE io.weir: failed\n", "IllegalStateException: why", "LineLogHandlerTest");
    }

    @Test
    void linesOfManyThreadsAreWhole() throws Exception {
        var out = new ByteArrayOutputStream();
        var lines = new LineLogHandler(out);
        var threads = IntStream.range(0, 8)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        lines.publish(at(Level.INFO, "größe " + thread));
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        lines.close();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4_000)
                .allMatch(text -> text.matches("2026-01-31T10:00:00\\.000Z INFO io\\.weir: größe [0-7]"));
    }

    @Test
    void aWarningIsWrittenAtOnce() {
        var out = new ByteArrayOutputStream();
        new LineLogHandler(out).publish(at(Level.WARNING, "careful"));

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("WARNING io.weir: careful\n");
    }

    @Test
    void aLineThatCannotBeWrittenFailsNobody() {
        var lines = new LineLogHandler();
        lines.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord record) {
                var overflow = new StackOverflowError();
                overflow.setStackTrace(new StackTraceElement[0]);
                throw overflow;
            }
        });

        assertThatCode(() -> lines.publish(at(Level.SEVERE, "failed"))).doesNotThrowAnyException();
    }

    @Test
    void masksWhatShouldNotHaveGotThatFar() {
        var record = at(Level.SEVERE, "called +14155550100");
        record.setThrown(
                new IllegalStateException("by ada@example.com", new IOException("with Bearer 0123456789abcdef")));
        assertThat(line.format(record))
                .contains("called [phone]", "by [e-mail]", "Caused by: java.io.IOException: with Bearer [secret]")
                .doesNotContain("4155550100", "ada@", "0123456789abcdef");
    }

    @Test
    void whatALibraryThrowsIsToldWithoutItsMessage() {
        var record = at(Level.WARNING, "failed");
        record.setLoggerName("org.example.parser");
        record.setThrown(new IllegalStateException("cannot read 'Ada Okonkwo'"));
        assertThat(line.format(record))
                .contains("java.lang.IllegalStateException\n\tat ", "LineLogHandlerTest")
                .doesNotContain("Okonkwo");
    }

    @Test
    void auditEntriesAreTheirObjectsAlone() {
        var record = at(Level.INFO, "{\"time\":\"2026-01-31T10:00:00.120Z\"}\n{\"time\":\"2026-01-31T10:00:00.130Z\"}");
        record.setLoggerName("io.weir.audit");
        record.setParameters(new Object[0]);
        assertThat(line.format(record)).isEqualTo(record.getMessage() + "\n");
    }

    private static LogRecord at(Level level, String message) {
        var record = new LogRecord(level, message);
        record.setInstant(Instant.parse("2026-01-31T10:00:00Z"));
        record.setLoggerName("io.weir");
        record.setParameters(new Object[] {"8080"});
        return record;
    }
}
