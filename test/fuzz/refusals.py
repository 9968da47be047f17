"""What no schema can announce: it depends on two fields together, on the hour, or on what is stored.

Only these sentences are let pass, of these operations; anything else that is refused though its form is right is a
finding.
"""

import re

CURSOR = r"cursor is no cursor of this list in this order"
PASSWORD = r"(new_)?password (is too easy to guess.*|must not be the email|must be at most 72 bytes)"
ASSIGNEE = r"(set\.)?assigned_user_id is no active user"
KEY_PAIR = r"(access_key_id|secret_access_key) is needed with (access_key_id|secret_access_key)"

REFUSALS = {
    # Of two dates, the second may be the earlier one, or too far from the first for a point an hour.
    r"GET /dashboard/.*": [
        r"end_date must not be before start_date",
        r"(start_date|interval) makes too many steps for these dates",
    ],
    # A list knows its own cursors, and a field twice among those that it is sorted by.
    r"GET /(tasks|events|users|audit|api-keys)": [CURSOR, r"sort must be at most 3 different fields"],
    r"POST /events": [r"\d+ time must not be (before 1970|more than a day ahead)"],
    r"(POST|PUT) /tasks.*": [ASSIGNEE, r"event_id is no event"],
    r"POST /events/{id}/create-task": [ASSIGNEE, r"event_id is not the event of the path"],
    r"(POST|PUT) /users.*": [PASSWORD],
    r"PUT /users/.*": [r"current_password (is needed to change one’s own email|is wrong)"],
    r"POST /(auth|users/me)/change-password": [
        PASSWORD,
        r"current_password is wrong",
        r"new_password must not be the current one",
    ],
    r"POST /api-keys": [
        r"expires_at must be in the future",
        r"accounts can bind keys for events only: tasks belong to no account",
    ],
    r"(POST|PUT) /config/aws.*": [KEY_PAIR],
    # It changes the account that is there, or adds one, which takes more.
    r"PUT /config/aws": [r"(account_id|account_name|region) is required"],
    r"PUT /config/monitoring": [r"services\.\d+\.service_name is named twice"],
    # It would have to be said of each text; the document says it once.
    r".*": [r"[\w.-]+ holds text that cannot be stored \(NUL or half a surrogate pair\)"],
}


def is_refusal(operation, details):
    """Whether each of the problems is one of those, field by field."""
    known = [problem for name, problems in REFUSALS.items() if re.fullmatch(name, operation) for problem in problems]
    said = [f"{field} {problem}" for field, problem in (details or {}).items()]
    return bool(said) and all(any(re.fullmatch(problem, one, re.DOTALL) for problem in known) for one in said)
