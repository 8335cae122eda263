package io.weir.domain.draft;

/** One problem of a request: its place, as a JSON pointer, and what to do about it. Never shows the value. */
public record Problem(String location, String message) {
    @Override
    public String toString() {
        return location + ": " + message;
    }
}
