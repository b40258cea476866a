package io.parley.channel.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Why a receiver did not answer, in sentences that name no address: who registers a
 * channel must not learn from them what else is in the network.
 */
final class Failures {

	private Failures() {
	}

	static HttpAnswer answer(IOException failure) {
		if (failure instanceof RefusedAddressException) {
			return HttpAnswer.refused("The channel's URL leads to an address that this service does not send to");
		}
		return HttpAnswer.none(sentence(failure));
	}

	/** What failed once its time had passed did so because its time had passed. */
	static HttpAnswer late(IOException failure, Duration timeout) {
		return (failure instanceof UnknownHostException) ? answer(failure)
				: HttpAnswer.none("The receiver did not answer within " + timeout.toMillis() / 1000.0 + " seconds");
	}

	private static String sentence(IOException failure) {
		if (failure instanceof UnknownHostException) {
			return "The receiver's host name could not be resolved";
		}
		if (failure instanceof ConnectTimeoutException || failure instanceof HttpHostConnectException) {
			return "The receiver could not be connected to";
		}
		if (failure instanceof ConnectionRequestTimeoutException) {
			return "Too many requests to the receiver's host are under way";
		}
		if (failure instanceof SSLException) {
			return "TLS with the receiver failed: its certificate must be valid, trusted and for the URL's host name";
		}
		if (failure instanceof SocketTimeoutException) {
			return "The receiver did not answer in time";
		}
		if (failure instanceof ClientProtocolException || failure instanceof MessageConstraintException) {
			return "The receiver's answer is not one that HTTP allows";
		}
		return "The connection broke before the receiver had answered";
	}

}
