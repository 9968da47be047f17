"""What is there to be called for: there is always one record of each list."""

import itertools
from datetime import datetime, timezone

import requests

from callers import ADMIN, ORIGIN, SENDER, a_key, a_password, an_email, made, post

numbers = itertools.count(1)


def now():
    return datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")


def an_account_id():
    return f"{next(numbers):012}"


def an_event():
    event = {
        "id": f"fuzz-{next(numbers)}",
        "source": "aws.ec2",
        "detail-type": "EC2 Instance State-change Notification",
        "account": "111122223333",
        "region": "eu-west-1",
        "time": now(),
    }
    response = post("/events", event, SENDER.headers())
    if response.ok:
        return response.json()["items"][0]
    # The key was revoked meanwhile.
    SENDER.end()
    return an_event()


def a_user():
    return made("/users", {"email": an_email(), "full_name": "Anybody", "role": "user", "password": a_password()})


def an_aws_account():
    return made("/config/aws-accounts", {"account_id": an_account_id(), "account_name": "A", "region": "eu-west-1"})


def an_audit_entry():
    response = requests.get(f"{ORIGIN}/api/audit?limit=1", headers=ADMIN, timeout=30)
    response.raise_for_status()
    return response.json()["items"][0]


MAKERS = {
    "/tasks": lambda: made("/tasks", {"title": "Look at the queue"}),
    "/events": an_event,
    "/users": a_user,
    "/config/aws-accounts": an_aws_account,
    "/api-keys": a_key,
    "/audit": an_audit_entry,
}

ids = {}


def id_of(path):
    """Of a record of that list, always the same one. Whoever finds it gone, says so with `forget`."""
    if path not in ids:
        ids[path] = MAKERS[path]()["id"]
    return ids[path]


def forget(path):
    ids.pop(path, None)
