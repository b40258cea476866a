package io.parley.channel.http;

import java.net.UnknownHostException;

/** A name leads to an address to which nothing is sent. */
class RefusedAddressException extends UnknownHostException {

}
