#!/usr/bin/env bash
# Starts Parley with the options given, sends it requests of every kind, and ends it. An image is built with what the
# Java virtual machine notes meanwhile (-XX:AOTCacheOutput): the classes that are loaded and the methods that are busy.
# Needs nothing but bash, and a nats-server on PATH where events are to be published too.
#
#   train.sh java -XX:AOTCacheOutput=parley.aot -jar parley.jar
#
#   TRAIN_ROUNDS  how many rounds of requests are sent (40); one has about fifty
set -euo pipefail

rounds=${TRAIN_ROUNDS:-40}
port=${SERVER_PORT:-18000}
key=train-only-$RANDOM$RANDOM$RANDOM$RANDOM-not-a-secret
directory=$(mktemp -d)
trap 'kill "${service:-}" 2>/dev/null || true; rm -rf "$directory"' EXIT

export SERVER_PORT=$port PARLEY_STORE_EMBEDDED_DIRECTORY=$directory/data
# With keys, as a service on a network is run; each request says which it has.
export PARLEY_ADMIN_KEY=$key
export PARLEY_SECRET_KEY=dHJhaW5pbmctb25seS1ub3QtYS1zZWNyZXQtMzJieXQ=
# What is sent to the receiver of a webhook comes back here and is refused.
export PARLEY_CHANNELS_ALLOW_PRIVATE_ADDRESSES=true
cd "$directory"

# Requests wait in `batch` and go out together on one connection, which the last one closes.
batch=
credential="X-api-key: $key"

# method, path, body, further headers
request() {
	local headers="Host: localhost:$port"$'\r\n'"$credential"$'\r\n'
	[ -z "${4:-}" ] || headers+="$4"$'\r\n'
	case ${3:-} in
		'') [ "$1" = GET ] || headers+=$'Content-Length: 0\r\n' ;;
		'{'* | '['*) headers+=$'Content-Type: application/json\r\nContent-Length: '${#3}$'\r\n' ;;
		*) headers+=$'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: '${#3}$'\r\n' ;;
	esac
	batch+="$1 $2 HTTP/1.1"$'\r\n'"$headers"$'\r\n'"${3:-}"
}

# Sends what waits and prints the answers.
flush() {
	local rest=$batch
	batch=
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf '%sGET /actuator/health/liveness HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$rest" "$port" >&3
	cat <&3
	exec 3>&-
}

# The first value of a field in what is read.
value() { tr -d '\r' | grep -oE "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

ready() {
	local status
	exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
	printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
	read -r -t 30 _ status _ <&3 || return 1
	[ "$status" = 200 ]
} 2>/dev/null

"$@" &
service=$!
for ((second = 0; ; second++)); do
	ready && break
	kill -0 "$service" 2>/dev/null || { echo 'train.sh: the service ended before it was ready' >&2; exit 1; }
	((second < 240)) || { echo 'train.sh: the service was not ready in time' >&2; exit 1; }
	sleep 1
done

request POST /api/teams/ '{"slug":"train","name":"Train"}'
flush >/dev/null
team='X-Parley-Team: train'
request POST /api/keys/ '{"name":"train","scopes":["session-messages:read","session-messages:write","session-messages:reply","messages:read","messages:write","sessions:read","sessions:write","channels:read","channels:write"]}' "$team"
api_key=$(flush | value key)
[ -n "$api_key" ] || { echo 'train.sh: no key was made' >&2; exit 1; }
credential="X-api-key: $api_key"
request POST /channels "{\"id\":\"hook\",\"kind\":\"webhook\",\"url\":\"http://127.0.0.1:$port/none\"}"
flush >/dev/null

sessions() {
	local id=$1 schema='{"type":"object","properties":{"approved":{"type":"boolean"},"note":{"type":"string","pattern":"^[a-z ]*$"},"items":{"type":"array","items":{"type":"object","properties":{"count":{"type":"integer","minimum":0}}}}},"required":["approved"]}'
	request POST /session "{\"session_id\":\"$id\",\"subject_id\":\"engine\",\"reception_channel_id\":\"desk\",\"dsl_execution_id\":\"run\",\"message_data\":{\"order\":{\"id\":17,\"amount\":129.5,\"lines\":[1,2,3]},\"text\":\"Please approve\"},\"message_data_template\":{\"policy_input_schema\":{\"approved\":{\"type\":\"boolean\"}}},\"expiry_date\":4102444800}"
	request POST /session "{\"session_id\":\"$id-form\",\"subject_id\":\"engine\",\"message_data_template\":$schema}" "Idempotency-Key: $id"
	request POST /session "{\"session_id\":\"$id-short\",\"expiry_date\":1}"
	request GET "/session/$id"
	request PATCH "/sessions/$id" '{"message_data":{"more":true}}'
	request PUT "/sessions/$id" '{"subject_id":"engine","message_data":{"order":{"id":18}},"message_data_template":{"policy_input_schema":{"approved":{"type":"boolean"}}}}'
	request POST "/sessions/$id/send_message" '{"channel_id":"desk","message":"Approve?"}'
	request POST "/sessions/$id-form/send_message" '{"channel_id":"hook","message":{"text":"Approve?"}}'
	request POST /webhook/validate_response "{\"session_id\":\"$id\",\"response_data\":{\"approved\":\"yes\"}}"
	request POST /channels/response "{\"session_id\":\"$id\",\"response_data\":{\"approved\":true}}"
	request POST /channels/response "{\"session_id\":\"$id-form\",\"response_data\":{\"approved\":1}}"
	request POST '/sessions?page_size=50' '{"subject_id":"engine"}'
	request POST '/sessions?page_size=20' '{"status":{"$in":["validated","failed"]},"message_data.order.id":{"$gt":5}}'
	request GET "/sessions/$id/deliveries"
	request GET "/session/$id" '' 'If-None-Match: "none"'
}

messages() {
	request POST "/users/ada$1/messages/" '{"bot_ids":["guide"],"body":"Where is the door?","context":{"quest":"castle"}}'
	request POST "/bots/guide/messages/" "{\"user_ids\":[\"ada$1\"],\"body\":\"Behind you.\"}"
	request PUT "/users/ada$1" '{"username":"Ada"}'
	request GET "/users/ada$1/messages/?limit=50"
	request GET "/bots/guide/messages?limit=50"
	request GET "/users/ada$1/messages/with/bot/guide"
	request GET "/users/ada$1/threads/?group_by=user_ids,bot_ids"
	request GET "/users/ada$1/threads/?group_by=context.quest"
}

experiments() {
	request POST /api/sessions/ '{"experiment":"weather-bot","participant":"ada","messages":[{"role":"user","content":"Will it rain?"}]}'
	request GET '/api/sessions/?experiment=weather-bot'
	request GET '/api/sessions/?tags=rain'
	request GET /api/experiments/
}

# Once a request was refused as malformed nothing more is read from its connection.
faults() {
	request GET /session/nobody
	request GET /nowhere
	request DELETE "/session/$1-short"
	request POST /session '{"session_id":"'
	flush
	request POST /session '{"unknown":1}'
	flush
}

# With the id of the admin key: people see these pages once they have signed in.
pages() {
	local page
	credential="X-api-key: $key"
	for page in / /login /console /console/inbox "/console/sessions/$1" /console/figures /console/conversations /console/experiments \
		/console/channels /console/deliveries /console/keys /docs/ /docs/contract.md /swagger-ui/index.html /v3/api-docs \
		/actuator/prometheus /actuator/health; do
		request GET "$page" '' "$team"
	done
	credential='X-api-key: wrong'
	request GET "/session/$1"
	flush
	credential="X-api-key: $api_key"
}

# What the ids in answers lead to.
followed() {
	local answers message session
	request POST /users/bob/messages/ '{"bot_ids":["guide"],"body":"Which door?"}'
	message=$(flush | value _id)
	request POST /api/sessions/ '{"experiment":"weather-bot","participant":"bob"}'
	session=$(flush | value id)
	request GET "/users/bob/messages/around/$message"
	request GET "/users/bob/messages/$message"
	request DELETE "/users/bob/messages/$message"
	request POST "/api/sessions/$session/messages/" '{"role":"assistant","content":"Take an umbrella."}'
	request GET "/api/sessions/$session/"
	request POST "/api/sessions/$session/tags/" '{"tags":["rain","reviewed"]}'
	request POST "/api/sessions/$session/end_experiment_session/"
	flush
}

for ((round = 1; round <= rounds; round++)); do
	sessions "order-$round"
	messages "$((round % 7))"
	experiments
	flush
	faults "order-$round"
	followed
	if ((round % 10 == 1)); then pages "order-$round"; fi
done >"$directory/answers"

kill "$service"
wait "$service" || true
service=
echo "train.sh: $(grep -a -oE 'HTTP/1.1 [0-9]{3}' "$directory/answers" | sort | uniq -c | tr -s ' \n' ' ')"
