/** What an operator can do about slow queries and wasteful data actions. */
@NullMarked
package io.weir.domain.advice;

import org.jspecify.annotations.NullMarked;
