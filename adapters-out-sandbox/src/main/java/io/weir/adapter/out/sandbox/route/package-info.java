/** One request of the API, and the table of its resources. */
@NullMarked
package io.weir.adapter.out.sandbox.route;

import org.jspecify.annotations.NullMarked;
