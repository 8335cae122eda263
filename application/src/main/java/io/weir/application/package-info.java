/** What Weir does: one class for each use case. */
@NullMarked
package io.weir.application;

import org.jspecify.annotations.NullMarked;
