"""The code on a certificate: 75 bits of chance and a check sign, in letters that nobody confuses.

Crockford's alphabet has no I, L, O and U; who types I, L or O means 1 or 0. The last sign is Luhn's
check in base 32: it finds every single mistyped sign, and nearly every two that changed places,
before anything is looked up.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_BASE = len(ALPHABET)
_MEANT = str.maketrans("ILO", "110", " -–\t")


def new_code() -> str:
    """A code of 16 signs that nobody can guess."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + check_sign(drawn)


def read_code(typed: str) -> str:
    """The code that somebody meant, "" for what cannot be one (a sign is missing or mistyped)."""
    code = typed.upper().translate(_MEANT)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return ""
    return code if check_sign(code[:-1]) == code[-1] else ""


def shown_code(code: str) -> str:
    """In groups of four, as it stands on paper."""
    return "-".join(code[begin : begin + 4] for begin in range(0, LENGTH, 4))


def check_sign(signs: str) -> str:
    """The last sign of a code that begins with these."""
    total = 0
    for position, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 if position % 2 == 0 else 1)
        total += value // _BASE + value % _BASE
    return ALPHABET[-total % _BASE]
