package io.parley.store.embedded;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, served by one thread: a command is read, run and answered
 * before the next is looked at. A message is taken from the socket only when there is
 * memory for it, so a client that sends much waits instead of filling the heap.
 */
final class WireConnection implements Runnable, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(WireConnection.class);

	private static final int BUFFER_BYTES = 16 << 10;

	private static final int HEADER_BYTES = 16;

	private final Socket socket;

	private final StoredBackend backend;

	private final Memory memory;

	WireConnection(Socket socket, StoredBackend backend, Memory memory) {
		this.socket = socket;
		this.backend = backend;
		this.memory = memory;
	}

	@Override
	public void run() {
		try (this.socket) {
			DataInputStream in = new DataInputStream(
					new BufferedInputStream(this.socket.getInputStream(), BUFFER_BYTES));
			WireReply reply = new WireReply(new BufferedOutputStream(this.socket.getOutputStream(), BUFFER_BYTES));
			while (!this.socket.isClosed()) {
				serveOne(in, reply);
			}
		}
		catch (EOFException ex) {
			// The client has gone.
		}
		catch (IOException | RuntimeException ex) {
			log.debug("A connection to the embedded store has ended", ex);
		}
		catch (Error ex) {
			this.backend.fail(ex);
		}
	}

	/** Ends the connection, whatever it is doing. */
	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			log.debug("A connection to the embedded store did not close", ex);
		}
	}

	private void serveOne(DataInputStream in, WireReply reply) throws IOException {
		int length = Integer.reverseBytes(in.readInt());
		int requestId = Integer.reverseBytes(in.readInt());
		in.readInt();
		int opCode = Integer.reverseBytes(in.readInt());
		if (length < HEADER_BYTES || length > this.memory.messageBytes()) {
			throw new IOException("A message of " + length + " bytes");
		}
		try (ByteBudget.Lease message = this.memory.messages().acquire(length)) {
			byte[] body = new byte[length - HEADER_BYTES];
			in.readFully(body);
			serve(requestId, opCode, Unpooled.wrappedBuffer(body), reply);
		}
	}

	private void serve(int requestId, int opCode, ByteBuf body, WireReply reply) throws IOException {
		long weight;
		try {
			weight = weigh(opCode, body);
		}
		catch (MongoServerError ex) {
			reply.write(false, requestId, error(ex));
			return;
		}
		try (ByteBudget.Lease objects = this.memory.commands().acquire(weight)) {
			WireMessage message = WireMessage.read(opCode, body);
			try (RunningCommand running = RunningCommand.start(message.command(), this.memory)) {
				Document answer = answer(message);
				if (message.wantsReply()) {
					reply.write(message.isQuery(), requestId, answer);
				}
			}
		}
	}

	private long weigh(int opCode, ByteBuf body) {
		long weight = WireMessage.weight(opCode, body);
		if (weight > this.memory.commandBytes()) {
			throw new MongoServerError(10334, "BSONObjectTooLarge",
					"The command needs more memory than this process has for one");
		}
		return weight;
	}

	private Document answer(WireMessage message) {
		try {
			return this.backend.run(message.database(), message.name(), message.command());
		}
		catch (MongoServerException ex) {
			log.debug("A command failed: {}", message.name(), ex);
			return error(ex);
		}
		catch (RuntimeException ex) {
			log.error("A command of the embedded store failed unexpectedly: {}", message.name(), ex);
			return error(new MongoServerError(8, "UnknownError", "Unknown error: " + ex.getMessage()));
		}
	}

	private static Document error(MongoServerException ex) {
		Document answer = new Document("ok", 0.0).append("errmsg", ex.getMessageWithoutErrorCode());
		if (ex instanceof MongoServerError error) {
			answer.append("code", error.getCode());
			answer.putIfNotNull("codeName", error.getCodeName());
		}
		return answer;
	}

}
