/** Bulk API 2.0: query jobs and their results as CSV. */
@NullMarked
package io.weir.adapter.out.sandbox.bulk;

import org.jspecify.annotations.NullMarked;
