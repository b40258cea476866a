/**
 * What every endpoint has in common: problem documents, paths with and without a trailing
 * slash, limits on the body, entity tags, and the OpenAPI document.
 */
@NullMarked
package io.parley.web;

import org.jspecify.annotations.NullMarked;
