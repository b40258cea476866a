package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;

/**
 * A client's message: one command, in the form that all commands have (OP_MSG), or in the
 * one that drivers still greet a server with (OP_QUERY).
 *
 * @param isQuery whether it came as OP_QUERY and is to be answered as such
 * @param wantsReply false where the client does not wait for an answer
 */
record WireMessage(boolean isQuery, boolean wantsReply, String database, Document command) {

	private static final int CHECKSUM_PRESENT = 1;

	private static final int MORE_TO_COME = 2;

	private static final int REQUIRED_FLAGS = 0xffff;

	/**
	 * About how much heap the message's documents need.
	 * @param body what follows the header; is left as it is
	 */
	static long weight(int opCode, ByteBuf body) {
		ByteBuf bson = body.duplicate();
		if (opCode == OpCode.OP_QUERY.getId()) {
			return bson.readableBytes();
		}
		int end = end(bson, bson.readIntLE());
		long weight = 0;
		while (bson.readerIndex() < end) {
			int sectionEnd = (bson.readByte() == 0) ? 0 : bson.readerIndex() + bson.readIntLE();
			if (sectionEnd > 0) {
				BsonDecoder.decodeCString(bson);
			}
			do {
				weight += BsonScan.weight(bson);
			}
			while (bson.readerIndex() < sectionEnd);
		}
		return weight;
	}

	static WireMessage read(int opCode, ByteBuf body) {
		if (opCode == OpCode.OP_QUERY.getId()) {
			return readQuery(body);
		}
		if (opCode != OpCode.OP_MSG.getId()) {
			throw new IllegalArgumentException("Unknown kind of message: " + opCode);
		}
		int flags = body.readIntLE();
		if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) != 0) {
			throw new IllegalArgumentException("Unknown flags: " + flags);
		}
		Document command = readSections(body, end(body, flags));
		return new WireMessage(false, (flags & MORE_TO_COME) == 0, (String) Objects.requireNonNull(command.get("$db")),
				command);
	}

	String name() {
		return this.command.keySet().iterator().next();
	}

	private static int end(ByteBuf body, int flags) {
		return body.writerIndex() - (((flags & CHECKSUM_PRESENT) != 0) ? Integer.BYTES : 0);
	}

	private static Document readSections(ByteBuf body, int end) {
		Document command = new Document();
		Document sequences = new Document();
		while (body.readerIndex() < end) {
			if (body.readByte() == 0) {
				command = BsonDecoder.decodeBson(body);
			}
			else {
				int sectionEnd = body.readerIndex() + body.readIntLE();
				String name = BsonDecoder.decodeCString(body);
				sequences.put(name, readDocuments(body, sectionEnd));
			}
		}
		command.putAll(sequences);
		return command;
	}

	private static List<Document> readDocuments(ByteBuf body, int end) {
		List<Document> documents = new ArrayList<>();
		while (body.readerIndex() < end) {
			documents.add(BsonDecoder.decodeBson(body));
		}
		return documents;
	}

	private static WireMessage readQuery(ByteBuf body) {
		body.readIntLE();
		String namespace = BsonDecoder.decodeCString(body);
		body.skipBytes(2 * Integer.BYTES);
		Document query = BsonDecoder.decodeBson(body);
		if (!namespace.endsWith(".$cmd")) {
			throw new IllegalArgumentException("OP_QUERY is for commands only");
		}
		Document command = (query.get("$query") instanceof Document inner) ? inner : query;
		return new WireMessage(true, true, namespace.substring(0, namespace.length() - ".$cmd".length()), command);
	}

}
