"""The same create and get in plain Flask and pymongo, which bench/speed --flask measures: no checks, no events, one index."""
import datetime
import os

from flask import Flask, abort, jsonify, request
from pymongo import MongoClient, WriteConcern
from pymongo.read_concern import ReadConcern

app = Flask(__name__)
sessions = MongoClient(os.environ["MONGODB_URI"])[os.environ["BENCH_DATABASE"]].get_collection(
    "flask_sessions", write_concern=WriteConcern("majority", j=True), read_concern=ReadConcern("majority"))
sessions.create_index("session_id", unique=True)


def shown(document):
    document["id"] = str(document.pop("_id"))
    return document


@app.post("/session")
def create():
    document = request.get_json()
    document["created_at"] = document["updated_at"] = datetime.datetime.now(datetime.timezone.utc)
    document["status"] = "pending"
    sessions.insert_one(document)
    return jsonify(success=True, data=shown(document)), 201


@app.get("/session/<session_id>")
def get(session_id):
    document = sessions.find_one({"session_id": session_id})
    if document is None:
        abort(404)
    return jsonify(success=True, data=shown(document))
