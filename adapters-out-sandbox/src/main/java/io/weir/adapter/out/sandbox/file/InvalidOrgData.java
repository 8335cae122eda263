package io.weir.adapter.out.sandbox.file;

/** An org cannot be built from what was given. The message says where, what is wrong, and what to do. */
public final class InvalidOrgData extends RuntimeException {
    /**
     * @param place a file with its line or record
     */
    public InvalidOrgData(String place, String problem) {
        super(place + ": " + problem);
    }
}
