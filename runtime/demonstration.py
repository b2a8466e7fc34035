"""The demonstration's accounts in the terminal."""

from pathlib import Path

from accounts.demonstration import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD


def announcement(port: int, folder: Path) -> str:
    """What `make run` prints when the portal answers."""
    width = max(len(account.login) for account in DEMONSTRATION_ACCOUNTS)
    return "\n".join(
        [
            "",
            f"Portal ready at http://localhost:{port}/",
            "",
            f"Demonstration accounts, password {DEMONSTRATION_PASSWORD} for all:",
            *(
                f"  {account.login:<{width}}  {account.role.replace('_', ' ')},"
                f" {account.organisation}"
                for account in DEMONSTRATION_ACCOUNTS
            ),
            "",
            f"Mails it sends: http://localhost:{port}/en/mailbox/",
            f"Data and logs: {folder}",
            "Ctrl-C stops it.",
        ]
    )
