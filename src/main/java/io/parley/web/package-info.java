/**
 * What every endpoint has in common: problem documents, paths with and without a trailing
 * slash, limits on the body, entity tags, and the OpenAPI document.
 */
package io.parley.web;
