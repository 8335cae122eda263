/**
 * A simulated Salesforce org: a contact centre's data in memory, available through the port and through Salesforce's
 * HTTP API.
 */
@NullMarked
package io.weir.adapter.out.sandbox;

import org.jspecify.annotations.NullMarked;
