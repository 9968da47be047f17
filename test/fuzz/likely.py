"""Makes what is generated likely.

A value of the right form may be impossible all the same: an id that nothing has, an account that is there already, a
time that has passed. Its 404, 409 or 422 would be right, and hide all that comes after it. So what is right by its form
is replaced by what is right in fact, three times of four; the fourth tries the form. What is wrong stays as it is.
"""

import itertools
import re
import uuid

from schemathesis.core.parameters import ParameterLocation

import callers
import records

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# In 2100.
LATER = 4_102_444_800

cases = itertools.count(1)


def make_likely(case):
    make_headers_likely(case)
    if next(cases) % 4 == 0:
        return
    make_query_likely(case)
    make_path_likely(case)
    if isinstance(case.body, dict | list) and is_right(case, ParameterLocation.BODY):
        case.body = likely_body(case)


def is_right(case, location):
    return case.meta.components.get(location, case.meta.generation).mode.is_positive


def make_headers_likely(case):
    # The same key with another body is refused, and with the same it is not asked again.
    replace_header(case, "Idempotency-Key", r"[!-~]{1,255}", str(uuid.uuid4()))
    replace_header(case, "If-Match", r'(W/)?"[0-9]+"', "*")


def replace_header(case, name, form, value):
    if name in case.headers and (re.fullmatch(form, str(case.headers[name])) or not is_about_headers(case)):
        case.headers[name] = value


def is_about_headers(case):
    """Some cases have a header that is wrong, and mean something else by it."""
    location = getattr(case.meta.phase.data, "parameter_location", None)
    return location == ParameterLocation.HEADER or (location is None and not is_right(case, ParameterLocation.HEADER))


def make_query_likely(case):
    # Nobody makes up a cursor.
    is_about_another = getattr(case.meta.phase.data, "parameter", None) not in (None, "cursor")
    if case.query and (is_about_another or is_right(case, ParameterLocation.QUERY)):
        case.query.pop("cursor", None)


def list_of(case):
    """The list that holds what the path's id names."""
    return case.path.split("/{id}")[0]


def may_know_id(case):
    """What is deleted should be somebody else's; and steps that follow each other know their ids."""
    return "{id}" in case.path and case.method != "DELETE" and case.meta.phase.name.value != "stateful"


def make_path_likely(case):
    if may_know_id(case) and UUID.fullmatch(str((case.path_parameters or {}).get("id", ""))):
        # An event has one task at most.
        is_spent = case.path == "/events/{id}/create-task"
        case.path_parameters["id"] = records.an_event()["id"] if is_spent else records.id_of(list_of(case))


def make_password_known(case, person):
    """Every other time: a password that is right takes twice as long as one that is wrong."""
    if not isinstance(case.body, dict) or "current_password" not in case.body:
        return
    if next(cases) % 2 and is_right(case, ParameterLocation.BODY):
        case.body = {**case.body, "current_password": person.credentials["password"]}


def likely_body(case):
    if case.path == "/events":
        return likely_events(case.body)
    if case.path == "/auth/login":
        return case.body
    fields = {name: likely_value(case, name, value) for name, value in case.body.items()}
    if case.path == "/api-keys":
        return events_only_where_bound(fields)
    return both_keys_or_none(fields) if case.path.startswith("/config/aws") else fields


def likely_events(body):
    if isinstance(body, list):
        return [{**event, "time": records.now()} for event in body]
    return {**body, "events": likely_events(body["events"])} if "events" in body else likely_events([body])[0]


def likely_value(case, name, value):
    if value in (None, ""):
        return value
    if name == "event_id":
        return records.an_event()["id"] if case.path == "/tasks" else case.path_parameters["id"]
    return FIELDS[name](value) if name in FIELDS else value


FIELDS = {
    "account_id": lambda _: records.an_account_id(),
    "assigned_user_id": lambda _: callers.ADMIN_ID,
    "email": lambda _: callers.an_email(),
    "expires_at": lambda _: LATER,
    "ids": lambda _: [records.id_of("/tasks")],
    "new_password": lambda _: callers.a_password(),
    # To hash one takes a quarter of a second, so most are blank, which is right too.
    "password": lambda _: callers.a_password() if next(cases) % 4 == 0 else "",
    "set": lambda fields: {**fields, **({"assigned_user_id": callers.ADMIN_ID} if "assigned_user_id" in fields else {})},
}


def events_only_where_bound(fields):
    is_bound = fields.get("accounts") and not all(scope.startswith("events:") for scope in fields["scopes"])
    return {**fields, "accounts": None} if is_bound else fields


KEYS = {"access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}


def both_keys_or_none(fields):
    return {**fields, **KEYS} if any(fields.get(name) for name in KEYS) else fields
