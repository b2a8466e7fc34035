"""The directory grows: by a file with errors, in Dutch, and by a country, in French."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from contacts.country_editing import NEEDED_RULES

from .conftest import Person

Sit = Callable[[str, str], Person]

FILE = """slug,country,kind,name_nl,name_fr,phone,website
proefhuis,NL,ngo,Proefhuis,Maison d’essai,+31 70 123 45 67,
grens,BE,ngo,Grens,Frontière,+32 3 201 16 90,
stuk,NL,ngo,Stuk,Stuk,,javascript:alert(1)
""".encode()


def test_a_file_with_errors_is_looked_at_and_its_good_row_written(person: Sit) -> None:
    """In Dutch: a contact point of the Netherlands brings in three rows, of which one may stay."""
    point = person("contactpoint@comensha.example", "nl")
    page = point.page
    point.go("contacts/exchange/")
    point.check_page()
    page.set_input_files(
        "input[type=file]", {"name": "adressen.csv", "mimeType": "text/csv", "buffer": FILE}
    )
    point.press("De proefronde starten")
    expect(page.get_by_role("heading", name="Rij voor rij")).to_be_visible()
    point.check_page()
    expect(page.locator("main")).to_contain_text("Een link begint met https://")
    expect(page.locator("main")).to_contain_text("alleen de gegevens van uw eigen land")
    point.press("Alleen de rijen met een fout tonen")
    expect(page.get_by_text("Proefhuis")).to_have_count(0)
    point.check_page()
    point.press("De goede rij wegschrijven, 2 overslaan")
    expect(page.locator(".notice-success")).to_contain_text("1 rij is weggeschreven.")
    point.go("contacts/proefhuis/")
    expect(page.get_by_role("heading", name="Proefhuis")).to_be_visible()
    point.go("contacts/?q=grens+frontiere")
    expect(page.get_by_role("link", name="Grens", exact=True)).to_have_count(0)


def filled(page: Page, **values: str) -> None:
    """Fill the form and save it."""
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


def test_a_country_is_added_and_let_in(person: Sit) -> None:
    """In French: an editor prepares Austria; the contact point of Luxembourg lets it in."""
    editor = person("editor@benelux.example", "fr")
    page = editor.page
    editor.go("contacts/countries/add/")
    editor.check_page()
    filled(
        page,
        code="AT",
        name_nl="Oostenrijk",
        name_fr="Autriche",
        dialling_code="+43",
        emergency_number="112",
        authority="Datenschutzbehörde, dsb.gv.at, +43 1 52 152 0",
        order="9",
    )
    expect(page.locator("main")).to_contain_text("il manque encore")
    editor.check_page()
    editor.press("Ajouter une organisation")
    editor.check_page()
    filled(
        page,
        slug="hilfe-wien",
        kind="specialised_centre",
        name_nl="Hilfe Wien",
        name_fr="Hilfe Wien",
        phone="+43 1 555 01 23",
    )
    editor.press("Ajouter une organisation au point de contact")
    page.locator("[name=organisation]").select_option(label="Hilfe Wien")
    filled(page, order="1")
    for kind in NEEDED_RULES:
        editor.press("Ajouter une règle")
        filled(
            page,
            kind=kind,
            value="3",
            unit="months",
            length_is="minimum",
            valid_from="2020-01-01",
            legal_basis="NAG § 57",
            document_fr="Aufenthaltsberechtigung",
        )
    expect(page.locator("main")).to_contain_text("Il ne manque rien.")

    point = person("contactpoint@infotraite.example", "fr")
    point.go("contacts/countries/AT/")
    point.check_page()
    point.press("Faire participer le pays")
    expect(point.page.locator(".notice-success")).to_contain_text("Autriche participe")
    point.go("contacts/?q=Autriche")
    expect(point.page.get_by_role("link", name=re.compile("^Hilfe Wien")).first).to_be_visible()
    point.go("guide/table/")
    expect(point.page.locator("main")).to_contain_text("Autriche")
