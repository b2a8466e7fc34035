import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("l", ["nl", "fr", "en"])
def test_pages(sign_in, l):
    c = sign_in("payoke")
    for u in [
        f"/{l}/contacts/",
        f"/{l}/contacts/?q=anvers",
        f"/{l}/contacts/?q=zzzz",
        f"/{l}/contacts/payoke/",
        f"/{l}/contacts/payoke/edit/",
        "/api/v1/contacts/",
        "/api/v1/openapi.json",
        "/api/v1/x/",
    ]:
        r = c.get(u)
        print(u, r.status_code, len(r.content), r["content-type"])
        if l == "en" and "api" in u:
            print(r.content[:600])
