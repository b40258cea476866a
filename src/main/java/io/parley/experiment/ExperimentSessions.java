package io.parley.experiment;

import java.util.List;

import io.parley.store.JsonValue;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Experiments and their sessions, for pages that show them: does what the operations
 * below {@code /api/experiments} and {@code /api/sessions} do, for the team of the caller
 * at hand, and refuses what they refuse.
 */
@Service
public class ExperimentSessions {

	private final ExperimentService experiments;

	private final ExperimentSessionService sessions;

	private final TranscriptPageReader transcripts;

	ExperimentSessions(ExperimentService experiments, ExperimentSessionService sessions,
			TranscriptPageReader transcripts) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.transcripts = transcripts;
	}

	/** A session and a page of its transcript, as both were at one moment. */
	public record SessionWithTranscript(ExperimentSessionResponse session, TranscriptPage transcript) {
	}

	/** One page of experiments. */
	public CountedPage<ExperimentResponse> experiments(PageRequest request) {
		Urls urls = Urls.current();
		return this.experiments.list(request)
			.map((page) -> page.stream().map((experiment) -> ExperimentResponse.from(experiment, urls)).toList());
	}

	/**
	 * One page of the sessions that match.
	 * @throws ProblemException 400 for a filter that cannot be read
	 */
	public CountedPage<ExperimentSessionResponse> list(ExperimentSessionFilter filter, PageRequest request) {
		Urls urls = Urls.current();
		return this.sessions.list(filter, request)
			.map((page) -> page.stream().map((session) -> ExperimentSessionResponse.from(session, urls)).toList());
	}

	/**
	 * A session and a page of its transcript.
	 * @param cursor {@code earlier} or {@code later} of another page of it;
	 * {@code latest} for the last messages; null or empty for the first
	 * @param most the most messages; a page of large ones has fewer
	 * @throws ProblemException 404 when there is no such session, 400 for another cursor
	 */
	public SessionWithTranscript get(String sessionId, @Nullable String cursor, int most) {
		SessionWithExperiment found = this.sessions.get(sessionId);
		TranscriptPlace place = TranscriptPlace.of(cursor, found.session());
		return new SessionWithTranscript(ExperimentSessionResponse.from(found, Urls.current()),
				this.transcripts.read(found.session(), place, most));
	}

	/**
	 * Adds those tags that a session does not have.
	 * @throws ProblemException 400 for a tag that is blank, too long or has a comma, or
	 * too many; 404
	 */
	public void addTags(String sessionId, List<String> tags) {
		this.sessions.addTags(sessionId, TagsRequest.toAdd(request(tags)), Precondition.none());
	}

	/**
	 * Removes those tags that a session has.
	 * @throws ProblemException 400, 404
	 */
	public void removeTags(String sessionId, List<String> tags) {
		this.sessions.removeTags(sessionId, TagsRequest.toRemove(request(tags)), Precondition.none());
	}

	/**
	 * Ends a session; one that has ended stays as it is.
	 * @throws ProblemException 404
	 */
	public void end(String sessionId) {
		this.sessions.end(sessionId, Precondition.none());
	}

	private static TagsRequest request(List<String> tags) {
		return new TagsRequest(new JsonValue(tags));
	}

}
