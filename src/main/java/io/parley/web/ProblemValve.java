package io.parley.web;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

import org.springframework.http.HttpStatusCode;

/**
 * Answers a problem document for a request so malformed that Tomcat hands it to nobody.
 */
class ProblemValve extends ErrorReportValve {

	private final Problems problems;

	ProblemValve(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void report(Request request, Response response, Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		try {
			this.problems.write(HttpStatusCode.valueOf(status), request, response);
			response.finishResponse();
		}
		catch (IOException ex) {
			// The caller has gone; there is nobody to tell.
		}
	}

}
