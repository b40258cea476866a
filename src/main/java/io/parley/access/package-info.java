/** Who may call: the team of a request and of everything that is done for all teams. */
package io.parley.access;
