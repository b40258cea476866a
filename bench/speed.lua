-- What wrk sends for bench/speed: METHOD PATH BODY OF RATE KEY. In path and body {n} is a number that rises with each
-- request, {i} one of OF that are all taken equally often. With a RATE above 0 there are so many requests a second: each
-- connection waits for the next moment at which one is due, and what the service was too slow for is not made up.
local ffi = require("ffi")
ffi.cdef [[
	typedef struct { long seconds; long nanoseconds; } bench_time;
	int clock_gettime(int clock, bench_time *time);
]]

local method, path, body, of
local headers = {}
local number = 0
local time = ffi.new("bench_time")

local function milliseconds()
	ffi.C.clock_gettime(1, time)
	return tonumber(time.seconds) * 1000 + tonumber(time.nanoseconds) / 1e6
end

local function paced(rate)
	local due = milliseconds()
	return function()
		local now = milliseconds()
		due = math.max(due + 1000 / rate, now)
		return due - now
	end
end

function init(arguments)
	method, path, body, of = arguments[1], arguments[2], arguments[3], tonumber(arguments[4])
	if body == "" then body = nil else headers["Content-Type"] = "application/json" end
	if arguments[6] ~= "" then headers["X-api-key"] = arguments[6] end
	if tonumber(arguments[5]) > 0 then delay = paced(tonumber(arguments[5])) end
end

function request()
	number = number + 1
	local values = { n = string.format("%d", number), i = string.format("%d", number * 7919 % of) }
	local function fill(text) return (text:gsub("{([ni])}", values)) end
	return wrk.format(method, fill(path), headers, body and fill(body))
end

function done(summary, latency)
	local errors = summary.errors
	io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
