package io.weir.application.check;

/**
 * The result of one check of the org.
 *
 * @param subject the thing checked, in one or two words
 * @param remedy what the operator should do; empty if nothing
 */
public record CheckResult(String subject, Verdict verdict, String detail, String remedy) {
    /** The severity. */
    public enum Verdict {
        PASSED,
        /** Weir works, but not for all requests or not for long. */
        WARNING,
        /** Weir cannot answer requests. */
        FAILED
    }

    static CheckResult passed(String subject, String detail) {
        return new CheckResult(subject, Verdict.PASSED, detail, "");
    }

    static CheckResult warning(String subject, String detail, String remedy) {
        return new CheckResult(subject, Verdict.WARNING, detail, remedy);
    }

    static CheckResult failed(String subject, String detail, String remedy) {
        return new CheckResult(subject, Verdict.FAILED, detail, remedy);
    }
}
