"""Who calls for Schemathesis, with what, and whether a finding is one. Its settings are in schemathesis.toml."""

import sys
from pathlib import Path

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

sys.path.insert(0, str(Path(__file__).parent))

import callers  # noqa: E402
import likely  # noqa: E402
import records  # noqa: E402
import refusals  # noqa: E402
import sent  # noqa: E402

# Where it is not the administrator: these calls end sessions, and events are sent by keys alone.
CALLERS = {
    "POST /auth/logout": callers.Person(),
    "POST /auth/change-password": (changer := callers.Person()),
    "POST /users/me/change-password": changer,
    "POST /events": callers.SENDER,
}


def caller_of(case):
    return CALLERS.get(f"{case.method} {case.path}")


@schemathesis.auth(refresh_interval=None)
class Auth:
    def get(self, case, context):
        caller = caller_of(case)
        return caller.headers() if caller else callers.ADMIN

    def set(self, case, headers, context):
        case.headers.update(headers)


@schemathesis.hook
def before_call(context, case, kwargs):
    likely.make_likely(case)
    caller = caller_of(case)
    if caller and caller.calls(case.headers):
        # It may be a while since the case was made, and the session have ended.
        case.headers.update(caller.headers())
        likely.make_password_known(case, caller)
    case.headers.update(callers.address())


@schemathesis.hook
def after_call(context, case, response):
    caller = caller_of(case)
    if caller and caller.calls(case.headers):
        if response.status_code == 204 and case.path.endswith("/change-password"):
            caller.credentials["password"] = case.body["new_password"]
        elif response.status_code in (204, 401):
            caller.end()
    if response.status_code == 404 and likely.may_know_id(case):
        records.forget(likely.list_of(case))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if isinstance(failure, AcceptedNegativeData):
        return not sent.is_right(case, response.request.url)
    if not isinstance(failure, RejectedPositiveData):
        return True
    # A hundred filters of three hundred characters are of the right form, and longer than what Node reads.
    if response.status_code == 431:
        return False
    return not refusals.is_refusal(failure.operation, response.json().get("details"))
