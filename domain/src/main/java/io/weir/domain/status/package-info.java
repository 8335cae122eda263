/** What an operator must look at now. */
@NullMarked
package io.weir.domain.status;

import org.jspecify.annotations.NullMarked;
