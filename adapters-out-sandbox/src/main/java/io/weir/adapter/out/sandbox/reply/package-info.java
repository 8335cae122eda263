/** A response: status, headers, JSON body. */
@NullMarked
package io.weir.adapter.out.sandbox.reply;

import org.jspecify.annotations.NullMarked;
