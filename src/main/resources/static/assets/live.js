// Pages that show by themselves what is new. Without this they show it when they are loaded again.
(() => {
	const live = document.getElementById('live');
	const news = document.getElementById('news');
	const look = 'sse:sessions';
	let source;
	let known;

	const state = () => document.querySelector('[data-state]')?.dataset.state;
	const links = () => new Set([...document.querySelectorAll('#list tbody a[id]')].map((link) => link.id));

	// Each stream but the first follows a gap in which something may have come.
	live.addEventListener('htmx:sseOpen', (event) => {
		if (source) {
			htmx.trigger(live, look);
		}
		source = event.detail.source;
	});

	// Browsers open few connections to one server, so a page that nobody sees gives its own back.
	document.addEventListener('visibilitychange', () => {
		if (document.hidden) {
			source?.close();
		}
		else if (source?.readyState === EventSource.CLOSED) {
			live.dataset.seen = Date.now();
			htmx.process(live);
		}
	});

	live.addEventListener('htmx:beforeRequest', () => {
		known = { links: links(), state: state() };
	});

	// The old list is shown until there is a new one, and is kept where that cannot be had.
	document.addEventListener('htmx:afterSettle', () => {
		const added = [...links()].filter((id) => !known?.links.has(id)).length;
		if (live.dataset.changed && known && known.state !== state()) {
			news.textContent = live.dataset.changed;
		}
		else if (live.dataset.one && known && added > 0) {
			news.textContent = `${added} ${added === 1 ? live.dataset.one : live.dataset.more}`;
		}
	});
})();
