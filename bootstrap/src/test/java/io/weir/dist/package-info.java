/** Programs that {@code mvn -Pdist} runs on what ships. */
@NullMarked
package io.weir.dist;

import org.jspecify.annotations.NullMarked;
