/** Data actions: run them, try them without running, check their inputs. */
@NullMarked
package io.weir.application.action;

import org.jspecify.annotations.NullMarked;
