package io.parley.store.embedded;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The matches of a query, projected, from its {@code skip} to its {@code limit}. They are
 * read as they are asked for.
 */
final class FindResults implements Results {

	private static final int BYTES_PER_POSITION = 80;

	private final Source source;

	private final Predicate<byte[]> filter;

	private final UnaryOperator<byte[]> projection;

	private long toSkip;

	/** How many may still be answered; negative for all. */
	private long left;

	FindResults(Source source, Predicate<byte[]> filter, UnaryOperator<byte[]> projection, long skip, long limit) {
		this.source = source;
		this.filter = filter;
		this.projection = projection;
		this.toSkip = skip;
		this.left = (limit > 0) ? limit : -1;
	}

	@Override
	public byte @Nullable [] next() {
		while (this.left != 0) {
			byte[] document = this.source.next();
			if (document == null) {
				return null;
			}
			if (this.filter.test(document) && --this.toSkip < 0) {
				this.left--;
				return this.projection.apply(document);
			}
		}
		return null;
	}

	@Override
	public void stepBack() {
		this.source.stepBack();
		this.left++;
	}

	@Override
	public void pause() {
		this.source.pause();
	}

	@Override
	public boolean isAtEnd() {
		return this.left == 0;
	}

	@Override
	public long heldBytes() {
		return this.source.heldEntries() * BYTES_PER_POSITION;
	}

	/** Where documents come from. */
	interface Source {

		byte @Nullable [] next();

		void stepBack();

		void pause();

		/** How many positions of documents it holds. */
		long heldEntries();

	}

	/** Documents at known positions; one that has been removed meanwhile is left out. */
	static final class Positions implements Source {

		private final List<String> positions;

		private final Function<String, byte[]> reader;

		private int at;

		Positions(List<String> positions, Function<String, byte[]> reader) {
			this.positions = positions;
			this.reader = reader;
		}

		@Override
		public byte @Nullable [] next() {
			while (this.at < this.positions.size()) {
				RunningCommand.checkTime();
				byte[] document = this.reader.apply(this.positions.get(this.at++));
				if (document != null) {
					return document;
				}
			}
			return null;
		}

		@Override
		public void stepBack() {
			this.at--;
		}

		@Override
		public void pause() {
		}

		@Override
		public long heldEntries() {
			return this.positions.size();
		}

	}

}
