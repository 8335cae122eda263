/** What each run did, without any value that a caller sent. */
@NullMarked
package io.weir.domain.history;

import org.jspecify.annotations.NullMarked;
