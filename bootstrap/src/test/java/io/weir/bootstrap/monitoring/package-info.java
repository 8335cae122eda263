/** Checks that the board, the alerts and the documents name what Weir exposes. */
@NullMarked
package io.weir.bootstrap.monitoring;

import org.jspecify.annotations.NullMarked;
