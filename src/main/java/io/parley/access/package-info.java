/**
 * Who may call: whether credentials are asked at all ({@code AccessMode}), whose the
 * credential of a request is ({@code CredentialFilter}), and what that caller may do
 * ({@code OperationTable}). The packages below have one kind of credential each, the
 * limits, and the record of what was done.
 */
@NullMarked
package io.parley.access;

import org.jspecify.annotations.NullMarked;
