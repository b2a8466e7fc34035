"""Forms behind a sign-in, filled in wrongly: the faults stand on top and at their fields, what was
typed is kept, and the page stays accessible and as narrow as a phone."""

from typing import Any

import pytest
from playwright.sync_api import Response, expect

from tests.portal import RunningPortal

NO_LINK = "javascript:alert(1)"
# Of each reader: a form, and what is typed into it. What is not named stays as the page has it.
FORMS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "editor@benelux.example": (
        ("guide/edit/add/", {"slug": "compare", "order": "-1"}),
        ("guide/edit/construction/write/", {"bodies": "Nobody\nPayoke", "s0_sources": NO_LINK}),
        ("guide/glossary/add/", {"source_url": NO_LINK}),
        ("guide/translations/import/", {}),
        ("contacts/exchange/", {}),
        ("contacts/countries/add/", {"dialling_code": "49"}),
        ("contacts/shared-data/lists/need/add/", {"code": "no code"}),
        ("contacts/shared-data/BE/country/BE/", {"dialling_code": "32"}),
        ("contacts/questions/add/", {}),
        ("guide/brochure/copies/", {"number": "0"}),
    ),
    "caseworker@payoke.example": (
        ("contacts/payoke/edit/", {"website": NO_LINK, "phone": "call me"}),
        ("contacts/comensha/something-wrong/", {}),
    ),
}


def _is_the_page(answer: Response) -> bool:
    """Not a preview, or the question whether the session still stands."""
    return answer.request.method == "POST" and answer.request.is_navigation_request()


@pytest.mark.parametrize(("login", "language"), list(zip(FORMS, ("fr", "nl"), strict=True)))
def test_faults_are_shown_and_what_was_typed_is_kept(
    portal: RunningPortal, person: Any, login: str, language: str
) -> None:
    reader = person(login, language)
    for path, typed in FORMS[login]:
        reader.go(path)
        has = f":has([name={next(iter(typed))}])" if typed else ""
        form = reader.page.locator(f"main form[method=post]{has}").first
        for name, text in typed.items():
            form.locator(f"[name={name}]").fill(text)
        with reader.page.expect_response(_is_the_page) as sent:
            # Past the browser's own checks: a browser without them must be told the same.
            form.evaluate("one => { one.noValidate = true; one.requestSubmit(); }")
        assert sent.value.status == 422, path
        expect(reader.page.locator(".error-summary")).to_be_visible()
        assert reader.page.locator(".error-summary a").count() >= 1, path
        for name, text in typed.items():
            field = reader.page.locator(f"main form [name={name}]")
            assert field.input_value() == text, f"{path} {name}"
            assert field.get_attribute("aria-invalid") == "true", f"{path} {name}"
        reader.check_page()
