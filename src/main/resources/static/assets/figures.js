// Draws a chart above each table of figures, from what its cells say. The table stays what is read and heard.
(function () {
	"use strict";

	const HEIGHT = 260;
	const DASHES = [[], [8, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 4]];
	const dark = matchMedia("(prefers-color-scheme: dark)");

	function colour(name) {
		return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
	}

	function valueOf(cell) {
		const data = cell.querySelector("data");
		return data ? data.value : cell.textContent.trim();
	}

	function read(table) {
		const rows = Array.from(table.tBodies[0].rows, (row) => Array.from(row.cells, valueOf));
		const names = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent.trim());
		return { names, rows };
	}

	function axes(values) {
		const text = colour("--text");
		const grid = { stroke: colour("--chart-grid"), width: 1 };
		return [{ stroke: text, grid, ...values[0] }, { stroke: text, grid, size: 64, ...values[1] }];
	}

	/* Lines by day, the oldest first, told apart by dashes as well as by colour. */
	function lines(table) {
		const { names, rows } = read(table);
		const days = rows.slice().reverse();
		const data = names.map((name, column) => days.map((row) => (column === 0)
			? Date.parse(row[0] + "T00:00:00Z") / 1000 : Number(row[column])));
		const series = names.map((name, column) => (column === 0)
			? { label: name, value: (u, at) => (at == null) ? "" : new Date(at * 1000).toISOString().slice(0, 10) }
			: { label: name, stroke: colour("--chart-" + column), width: 2, dash: DASHES[column - 1], points: { size: 6 } });
		return {
			data,
			options: {
				series,
				tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
				scales: { y: { range: (u, min, max) => [0, Math.max(1, max)] } },
				axes: axes([{}, {}]),
			},
		};
	}

	/* A bar for each row. */
	function bars(table) {
		const { names, rows } = read(table);
		const unit = table.dataset.unit ? " " + table.dataset.unit : "";
		const places = rows.map((row, index) => index);
		return {
			data: [places, rows.map((row) => Number(row[1]))],
			options: {
				series: [
					{ label: names[0], value: (u, at) => (at == null) ? "" : rows[at][0] },
					{
						label: names[1], stroke: colour("--chart-1"), fill: colour("--chart-1"),
						value: (u, number) => (number == null) ? "" : number.toLocaleString() + unit,
						paths: uPlot.paths.bars({ size: [0.5, 80] }), points: { show: false },
					},
				],
				scales: {
					x: { time: false, range: [-0.5, rows.length - 0.5] },
					y: { range: (u, min, max) => [0, Math.max(1, max)] },
				},
				axes: axes([
					{
						splits: () => places,
						values: (u, splits) => splits.map((at) => (table.tBodies[0].rows[at] || { cells: [{ textContent: "" }] })
							.cells[0].textContent.trim()),
					},
					{ values: (u, splits) => splits.map((number) => number.toLocaleString() + unit) },
				]),
			},
		};
	}

	function draw(table, frame) {
		const width = frame.clientWidth;
		if (width === 0) {
			return null;
		}
		frame.replaceChildren();
		const { data, options } = (table.dataset.chart === "lines") ? lines(table) : bars(table);
		return new uPlot({ width, height: HEIGHT, ...options }, data, frame);
	}

	document.querySelectorAll("table[data-chart]").forEach((table) => {
		const frame = document.createElement("div");
		frame.className = "chart";
		frame.setAttribute("aria-hidden", "true");
		const place = table.closest(".wide") || table;
		place.before(frame);
		let chart = draw(table, frame);
		const again = () => {
			if (chart) {
				chart.destroy();
			}
			chart = draw(table, frame);
		};
		dark.addEventListener("change", again);
		let width = frame.clientWidth;
		new ResizeObserver(() => {
			if (frame.clientWidth !== width) {
				width = frame.clientWidth;
				requestAnimationFrame(again);
			}
		}).observe(frame);
	});
})();
