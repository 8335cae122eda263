/** What all runs share: budget, paging, single flight, history. */
@NullMarked
package io.weir.application.run;

import org.jspecify.annotations.NullMarked;
