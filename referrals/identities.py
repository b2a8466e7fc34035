"""Which kinds of organisation may hold an identity, and on which basis."""

from contacts import codes

from .codes import NO_IDENTITY_BASES


def may_hold_identity(kind: str, basis: str = "") -> bool:
    """Whether an organisation of a kind (code list `org_type`) may be given an identity.

    With `basis` (code list `sharing_basis`): on that basis. The list's attribute `identity_bases`
    says on which: none for a ministry, for the police those by which consent or law names them.
    Without the attribute, on each that allows a release.
    """
    bases = codes.attribute("org_type", kind, "identity_bases")
    if bases is None:
        return basis not in NO_IDENTITY_BASES
    return basis in bases if basis else bool(bases)
