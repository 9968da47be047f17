"""Who calls, and from where."""

import itertools
import os

import requests

ORIGIN = os.environ["FUZZ_ORIGIN"]
ADMIN = {"Authorization": f"Bearer {os.environ['FUZZ_TOKEN']}"}

# Whom nobody changes or deletes: what is one's own, one may not.
ADMIN_ID = requests.get(f"{ORIGIN}/api/auth/me", headers=ADMIN, timeout=30).json()["id"]

numbers = itertools.count(1)


def address():
    """One of its own for each call: what is limited by address would soon answer nothing but 429."""
    number = next(numbers)
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def post(path, body, headers=ADMIN):
    return requests.post(f"{ORIGIN}/api{path}", json=body, headers={**address(), **headers}, timeout=30)


def made(path, body):
    """What the administrator makes."""
    response = post(path, body)
    response.raise_for_status()
    return response.json()


class Caller:
    """Who may be ended by a call. Then another one comes."""

    def __init__(self, come):
        self.come = come
        self.current = None
        self.all = []

    def headers(self):
        if self.current is None:
            self.current = self.come()
            self.all.append(self.current)
        return self.current

    def calls(self, headers):
        return any(one.items() <= dict(headers).items() for one in self.all)

    def end(self):
        self.current = None


class Person(Caller):
    """Somebody with sessions of their own, until some call changes or deletes them."""

    def __init__(self):
        super().__init__(self.log_in)
        self.credentials = None

    def log_in(self):
        if self.credentials is None:
            self.credentials = {"email": an_email(), "password": a_password()}
            made("/users", {**self.credentials, "full_name": "Somebody", "role": "viewer"})
        response = post("/auth/login", self.credentials, {})
        if response.ok:
            return {"Authorization": f"Bearer {response.json()['access_token']}"}
        self.credentials = None
        return self.log_in()


def a_key():
    return made("/api-keys", {"name": "Fuzz", "scopes": ["events:write"]})


SENDER = Caller(lambda: {"X-Api-Key": a_key()["key"]})


def an_email():
    return f"fuzz-{next(numbers)}@example.com"


def a_password():
    return f"a horse that stays in stable {next(numbers)}"
