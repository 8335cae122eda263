/** What the domain asks of the world, and how the world may fail. */
@NullMarked
package io.weir.domain.port;

import org.jspecify.annotations.NullMarked;
