package io.weir.domain.contract;

/**
 * A difference between two declarations of a data action that a flow can notice.
 *
 * @param location its place in the later declaration, as a JSON pointer
 * @param text what is different, without the values of sensitive inputs
 */
public record ContractChange(String location, String text, Effect effect) {
    /** What a change does to flows that know the earlier declaration. */
    public enum Effect {
        /** They may send what is refused now, or miss what they read. */
        BREAKS,
        /** They work as before. */
        COMPATIBLE
    }

    public boolean breaks() {
        return effect == Effect.BREAKS;
    }
}
