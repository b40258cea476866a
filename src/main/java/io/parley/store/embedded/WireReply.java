package io.parley.store.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as messages. The documents of a cursor's batch go from the file's pages
 * to the connection as they are.
 */
final class WireReply {

	private final OutputStream out;

	WireReply(OutputStream out) {
		this.out = out;
	}

	void write(boolean asQueryReply, int responseTo, Document answer) throws IOException {
		ByteBuf before = Unpooled.buffer(256);
		ByteBuf after = Unpooled.buffer(128);
		writeHeader(before, asQueryReply, responseTo);
		int start = before.writerIndex();
		List<byte[]> batch = List.of();
		String field = (answer.get("cursor") instanceof Document answered) ? batchOf(answered) : null;
		if (field != null && answer.get("cursor") instanceof Document cursor
				&& cursor.get(field) instanceof EncodedBatch encoded) {
			batch = encoded.documents();
			encodeAround(cursor, field, batch, before, after);
		}
		else {
			BsonEncoder.encodeDocument(answer, before);
		}
		before.setIntLE(0, before.readableBytes() + arrayBytes(batch) + after.readableBytes());
		if (after.isReadable()) {
			before.setIntLE(start, before.getIntLE(0) - start);
		}
		send(before, batch, after);
	}

	private static void writeHeader(ByteBuf out, boolean asQueryReply, int responseTo) {
		out.writeIntLE(0);
		out.writeIntLE(responseTo);
		out.writeIntLE(responseTo);
		out.writeIntLE((asQueryReply ? OpCode.OP_REPLY : OpCode.OP_MSG).getId());
		out.writeIntLE(0);
		if (asQueryReply) {
			out.writeLongLE(0);
			out.writeIntLE(0);
			out.writeIntLE(1);
		}
		else {
			out.writeByte(0);
		}
	}

	private static @Nullable String batchOf(Document cursor) {
		return cursor.keySet()
			.stream()
			.filter((name) -> cursor.get(name) instanceof EncodedBatch)
			.findFirst()
			.orElse(null);
	}

	/** What stands before the first document of the batch, and after the last. */
	private static void encodeAround(Document cursor, String field, List<byte[]> batch, ByteBuf before, ByteBuf after) {
		before.writeIntLE(0);
		before.writeByte(BsonConstants.TYPE_EMBEDDED_DOCUMENT);
		writeName(before, "cursor");
		int start = before.writerIndex();
		before.writeIntLE(0);
		before.writeByte(BsonConstants.TYPE_ARRAY);
		writeName(before, field);
		before.writeIntLE(Integer.BYTES + arrayBytes(batch) + 1);
		after.writeByte(0);
		Document rest = new Document("id", cursor.get("id")).append("ns", cursor.get("ns"));
		encodeFields(rest, after);
		before.setIntLE(start, before.writerIndex() - start + arrayBytes(batch) + after.readableBytes());
		encodeFields(new Document("ok", 1.0), after);
	}

	/** With the byte that ends a document, without its length. */
	private static void encodeFields(Document fields, ByteBuf out) {
		ByteBuf encoded = Unpooled.buffer(128);
		BsonEncoder.encodeDocument(fields, encoded);
		out.writeBytes(encoded.skipBytes(Integer.BYTES));
	}

	private static int arrayBytes(List<byte[]> batch) {
		int bytes = 0;
		for (int i = 0; i < batch.size(); i++) {
			bytes += 1 + String.valueOf(i).length() + 1 + batch.get(i).length;
		}
		return bytes;
	}

	private static void writeName(ByteBuf out, String name) {
		out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
		out.writeByte(0);
	}

	private void send(ByteBuf before, List<byte[]> batch, ByteBuf after) throws IOException {
		this.out.write(before.array(), before.arrayOffset(), before.readableBytes());
		for (int i = 0; i < batch.size(); i++) {
			this.out.write(BsonConstants.TYPE_EMBEDDED_DOCUMENT);
			this.out.write(String.valueOf(i).getBytes(StandardCharsets.US_ASCII));
			this.out.write(0);
			this.out.write(batch.get(i));
		}
		this.out.write(after.array(), after.arrayOffset(), after.readableBytes());
		this.out.flush();
	}

}
