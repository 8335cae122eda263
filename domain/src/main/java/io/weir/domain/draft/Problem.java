package io.weir.domain.draft;

/**
 * One thing that is wrong with a request: where, as a JSON pointer, and what to do about it. Never the value itself.
 */
public record Problem(String location, String message) {
    @Override
    public String toString() {
        return location + ": " + message;
    }
}
