/** The ad-hoc query: run it, explain it. */
@NullMarked
package io.weir.application.query;

import org.jspecify.annotations.NullMarked;
