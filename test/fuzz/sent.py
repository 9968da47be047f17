"""What was sent, which may be right though what was generated is not.

A query holds texts alone: null goes out as a text, an empty list not at all, and one value is a list of one.
"""

from urllib.parse import parse_qs, urlsplit

from jsonschema_rs import is_valid
from schemathesis.core.parameters import ParameterLocation


def is_right(case, url):
    """Whether nothing is wrong but the query, and of that nothing is left in the address."""
    others = (part for location, part in case.meta.components.items() if location != ParameterLocation.QUERY)
    sent = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return all(part.mode.is_positive for part in others) and all(reads(case, *one) for one in sent.items())


def reads(case, name, texts):
    schema = next((one.definition["schema"] for one in case.operation.query if one.name == name), None)
    if schema is None:
        return False
    if "items" not in schema:
        return len(texts) == 1 and is_text_of(schema, texts[0])
    return len(texts) <= schema["maxItems"] and all(is_text_of(schema["items"], text) for text in texts)


def is_text_of(schema, text):
    # A name without a value is as good as none.
    return text == "" or is_valid(schema, text) or (text.isdecimal() and is_valid(schema, int(text)))
