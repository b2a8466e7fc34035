"""Pages on which a report is edited and commented: both languages, kept input, who may do what."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Role
from reports.life import MoveCode
from reports.models import BlockComment, ReportRun, ReportVersion
from tests.reports.conftest import move

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]
SignIn = Callable[..., Client]


def _url(name: str, *args: object, language: str = "nl") -> str:
    with translation.override(language):
        return reverse(f"reports:{name}", args=args)


def test_a_block_is_edited_commented_and_dealt_with(finished: ReportRun, sign_in: SignIn) -> None:
    report = finished.report_id
    url = _url("block", report, "between")
    writer, member = sign_in(Role.SECRETARIAT), sign_in(Role.MEMBER, "fr")
    assert writer.get(url).status_code == 200
    assert member.get(url).status_code == 404
    revision = ReportVersion.objects.get(report=report).blocks.get(key="between").revision
    typed = {"nl": "Samen {referrals}.", "fr": "Ensemble.", "revision": str(revision)}
    refused = writer.post(url, typed)
    assert refused.status_code == 422
    assert "Samen {referrals}." in refused.content.decode()
    assert writer.post(url, typed | {"fr": "Ensemble {referrals}."}).status_code == 302
    block = ReportVersion.objects.get(report=report).blocks.get(key="between")
    assert block.edited
    stale = writer.post(url, typed | {"fr": "Autre {referrals}."})
    assert stale.status_code == 409
    assert f'name="revision" value="{revision + 1}"' in stale.content.decode()
    move(report, MoveCode.SHARE)
    french = _url("block", report, "between", language="fr")
    assert "Ensemble" in member.get(french).content.decode()
    assert member.post(french, typed).status_code == 404
    said = _url("comment", report, "between", language="fr")
    assert member.post(said, {"text": ""}).status_code == 422
    assert member.post(said, {"text": "Et la source ?"}).status_code == 302
    assert writer.post(_url("comment", report, "between"), {"text": "?"}).status_code == 404
    comment = BlockComment.objects.get()
    answer = _url("resolve", report, comment.pk)
    assert "Et la source ?" in writer.get(url).content.decode()
    long = writer.post(answer, {"answer": "Te lang. " * 200})
    assert long.status_code == 422
    assert "Te lang. Te lang." in long.text, "what was typed stays"
    assert 'href="#id_answer"' in long.text
    assert 'id="id_answer"' in long.text
    assert writer.post(answer, {"answer": "Ajoutée."}).status_code == 302
    assert "Ajoutée." in member.get(french).content.decode()
    assert writer.get(_url("detail", report)).status_code == 200
    assert member.get(_url("version", report, 1, language="fr")).status_code == 200
