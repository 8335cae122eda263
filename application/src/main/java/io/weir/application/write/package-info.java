/** Writes records once. */
@NullMarked
package io.weir.application.write;

import org.jspecify.annotations.NullMarked;
