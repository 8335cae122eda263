/** What a flow asks for, before names and values are bound, and what it is answered. */
@NullMarked
package io.weir.domain.action;

import org.jspecify.annotations.NullMarked;
