/** Background threads: slow connections, periodic tasks, bounded pools for work that a caller can cause. */
@NullMarked
package io.weir.adapter.in.http.watch;

import org.jspecify.annotations.NullMarked;
