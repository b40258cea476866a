// Has days and times be given in the reader's own zone, which the form names then.
(function () {
	"use strict";

	const zone = document.getElementById("zone");
	const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
	if (!zone || zone.value || !own) {
		return;
	}

	function local(utc) {
		const at = new Date(utc + "Z");
		if (isNaN(at)) {
			return utc;
		}
		const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60000);
		return shifted.toISOString().slice(0, utc.length);
	}

	zone.value = own;
	document.querySelectorAll("input[type=datetime-local]").forEach((input) => {
		if (input.value) {
			input.value = local(input.value);
		}
	});
	document.querySelectorAll(".zone").forEach((text) => {
		text.textContent = own;
	});
})();
