package io.weir.adapter.in.http.admin;

/** Thrown for a parameter that cannot be used. It never repeats the value, which may be a contact's id. */
public final class InvalidParameter extends RuntimeException {
    private final String name;
    private final String problem;

    /** @param problem what is wrong and what to do, as the rest of a sentence that begins with the parameter */
    InvalidParameter(String name, String problem) {
        // no stack trace: this is an answer to a user
        super(name + " " + problem, null, false, false);
        this.name = name;
        this.problem = problem;
    }

    /** The parameter's name in a URL, such as {@code slower_than}. */
    public String name() {
        return name;
    }

    /** What is wrong and what to do, with {@code parameter} as what the user calls it. */
    public String describedAs(String parameter) {
        return parameter + " " + problem;
    }
}
