package io.weir.bootstrap.actiontest;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What cases run on that do not say otherwise.
 *
 * @param org the files of the sandbox's org; empty for the contact centre
 */
public record TestDefaults(Optional<Path> org, InstantSource clock) {}
