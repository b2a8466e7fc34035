"""What others may follow."""

from django.dispatch import Signal

# Sent inside the transaction that closes a written procedure, with `procedure`, so that what was
# decided and what follows from it are written together or not at all.
procedure_closed = Signal()
