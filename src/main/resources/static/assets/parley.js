// Shows times in the reader's own zone and way, also in what is loaded later.
(function () {
	"use strict";

	const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

	function localize(root) {
		root.querySelectorAll("time[datetime]:not([data-local])").forEach((time) => {
			const at = new Date(time.dateTime);
			if (isNaN(at)) {
				return;
			}
			time.dataset.local = "";
			if (time.classList.contains("age")) {
				time.title = format.format(at);
			}
			else {
				time.title = time.textContent;
				time.textContent = format.format(at);
			}
		});
	}

	localize(document);
	document.addEventListener("htmx:load", (event) => localize(event.target.parentElement || document));
})();
