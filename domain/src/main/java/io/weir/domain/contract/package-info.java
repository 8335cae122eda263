/** What flows rely on in a data action, and what changes of it break them. */
@NullMarked
package io.weir.domain.contract;

import org.jspecify.annotations.NullMarked;
