package io.parley.client.nats;

import java.io.IOException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.nats.client.Connection;
import io.nats.client.impl.SocketDataPort;

/**
 * A connection to NATS on which a server has to show a certificate for the name that it
 * was called by. The library's own takes any certificate that it trusts, so that whoever
 * has one, for whatever name, could stand in for the server. It is public because the
 * library makes it by its name.
 */
public class HostCheckingDataPort extends SocketDataPort {

	@Override
	public void upgradeToSecure() throws IOException {
		Connection current = this.connection;
		SSLSocket secured = (SSLSocket) current.getOptions()
			.getSslContext()
			.getSocketFactory()
			.createSocket(this.socket, this.host, this.port, true);
		secured.setUseClientMode(true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.startHandshake();
		this.socket = secured;
		this.in = secured.getInputStream();
		this.out = secured.getOutputStream();
		this.isSecure = true;
	}

	/** A server tells here that it does not take our certificate. */
	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			return super.read(bytes, offset, length);
		}
		catch (SSLException ex) {
			// While it connects, the library keeps the reason to itself.
			Connection current = this.connection;
			current.getOptions().getErrorListener().exceptionOccurred(current, ex);
			throw ex;
		}
	}

}
