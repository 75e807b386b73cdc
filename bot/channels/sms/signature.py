"""Whether Twilio itself sent a request: its signature over our own address and the form.

twilio.com/docs/usage/security. The address is the one in our settings: the Host header is the caller's to choose.
"""

from collections.abc import Mapping

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from bot.channels.sms.incoming import Form

_ALGORITHMS = frozenset({HMAC_SHA1, HMAC_SHA256})


def is_signed(headers: Mapping[str, str]) -> bool:
    """Say whether there is a signature at all, so that a body without one need not be read."""
    return bool(headers.get(SIGNATURE_HEADER))


def is_genuine(token: str, url: str, form: Form, headers: Mapping[str, str]) -> bool:
    """Say whether the signature in `headers` (looked up in any case) was made with `token` over this URL and form."""
    algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS_HEADER, "")).upper()
    if algorithm not in _ALGORITHMS:
        # The library would write the caller's words into the log.
        return False
    signature = headers.get(SIGNATURE_HEADER, "")
    return bool(RequestValidator(token).validate(url, form, signature, algorithm))
