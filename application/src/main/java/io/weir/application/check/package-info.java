/** Tries the org and its configuration. */
@NullMarked
package io.weir.application.check;

import org.jspecify.annotations.NullMarked;
