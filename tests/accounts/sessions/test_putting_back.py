"""A drawn page with a form is filled with kept text, and is otherwise the page as it was."""

from accounts.sessions.putting_back import put_back

PAGE = """<!doctype html>
<html lang="nl"><!-- a note --><body data-private="yes">
<form method="post" action="/nl/other/"><input name="story" value="kept out"></form>
<form method="get"><input name="story"></form>
<form method="post">
<input type="hidden" name="version" value="3"><input type=password name="pass">
<input name="name" value="old &amp; gone" required><input name="name" value="second">
<textarea name="story" lang="nl">
as &lt;saved&gt;</textarea>
<select name="country"><option value="">-</option><option value="BE" selected>B &eacute;</option>
<option value="NL">N</option></select>
<input type="checkbox" name="needs" value="a" checked><input type="checkbox" name="needs" value="b">
<input type="radio" name="age" value="x"/><p>&#8364; 5</p>
</form><p>after</p></body></html>"""
FIELDS = {
    "story": ['\n</textarea><script>alert("1")</script>'],
    "name": ['<"Anna">', "Zoë"],
    "country": ["NL"],
    "needs": ["b"],
    "age": ["x"],
    "version": ["99"],
    "pass": ["secret"],
}


def filled() -> str:
    html = put_back(PAGE, "/nl/page/", "/nl/page/", FIELDS)
    assert html is not None
    return html


def test_each_kind_of_field_shows_what_was_typed() -> None:
    html = filled()
    assert '<textarea name="story" lang="nl">\n\n&lt;/textarea&gt;&lt;script&gt;alert(' in html
    assert "as &lt;saved&gt;" not in html
    assert '<input name="name" required value="&lt;&quot;Anna&quot;&gt;">' in html
    assert '<input name="name" value="Zoë">' in html
    assert '<option value="BE">B &eacute;</option>' in html
    assert '<option value="NL" selected>' in html
    assert '<input type="checkbox" name="needs" value="a">' in html
    assert '<input type="checkbox" name="needs" value="b" checked>' in html
    assert '<input type="radio" name="age" value="x" checked>' in html


def test_hidden_fields_and_passwords_stay_as_drawn() -> None:
    assert '<input type="hidden" name="version" value="3">' in filled()
    assert '<input type=password name="pass">' in filled()


def test_all_else_stays_as_drawn() -> None:
    before, after = (
        PAGE.split('<form method="post">', maxsplit=1)[0],
        "<p>&#8364; 5</p>\n</form><p>after</p>",
    )
    assert filled().startswith(before)
    assert filled().endswith(f"{after}</body></html>")


def test_without_its_form_the_page_is_left_alone() -> None:
    assert put_back(PAGE, "/nl/page/", "/nl/elsewhere/", FIELDS) is None
    assert put_back(PAGE, "/nl/page/", "/nl/page/", {"unknown": ["x"]}) is None


def test_a_form_that_posts_elsewhere_is_found_by_where_it_posts() -> None:
    html = put_back(PAGE, "/nl/page/", "/nl/other/", {"story": ["back"]})
    assert html is not None
    assert '<input name="story" value="back">' in html
