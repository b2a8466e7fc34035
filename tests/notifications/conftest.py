"""People to be told, and ways to tell them."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model

from notifications.services import Recipient, queue_notice


@pytest.fixture
def person() -> Callable[..., Recipient]:
    """Makes a user and returns them as a recipient."""

    def make(email: str = "reader@payoke.example", language: str = "nl") -> Recipient:
        user = get_user_model().objects.create_user(email=email, password=None, language=language)
        return Recipient(user.pk, user.email, user.language)

    return make


@pytest.fixture
def tell() -> Callable[..., int]:
    """Queues a notice about an organisation's page."""

    def queue(*people: Recipient, reference: str = "BE-2026-0001") -> int:
        return queue_notice(
            "referral_asked",
            people,
            reference=reference,
            path_name="contacts:detail",
            path_args=["payoke"],
        )

    return queue
