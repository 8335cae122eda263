package io.weir.application.check;

/**
 * What one check of the org found.
 *
 * @param subject what was checked, in a word or two
 * @param detail what was found
 * @param remedy what the operator does about it; empty where nothing is to be done
 */
public record CheckResult(String subject, Verdict verdict, String detail, String remedy) {
    /** How bad it is. */
    public enum Verdict {
        PASSED,
        /** Weir works, but not with everything, or not for long. */
        WARNING,
        /** Weir cannot answer. */
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
