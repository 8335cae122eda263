/** What a run may spend: time, and the org's API requests. */
@NullMarked
package io.weir.domain.limit;

import org.jspecify.annotations.NullMarked;
