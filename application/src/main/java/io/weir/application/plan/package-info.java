/** Turns a query draft into a query, or into a list of problems. */
@NullMarked
package io.weir.application.plan;

import org.jspecify.annotations.NullMarked;
