"""An address opens its thing to whoever has it, until it is taken back."""

from outhaul.apps.people.domain.links import key_of, link_token, opens


def test_a_token_names_its_thing_and_opens_it() -> None:
    token = link_token("brief", "3f2a", 1)
    assert key_of(token) == "3f2a"
    assert opens(token, "brief", "3f2a", 1)
    assert token == link_token("brief", "3f2a", 1)


def test_it_opens_no_other_thing_kind_or_later_link() -> None:
    token = link_token("brief", "3f2a", 1)
    assert [
        opens(token, "brief", "3f2a", 2),
        opens(token, "brief", "beef", 1),
        opens(token, "offer", "3f2a", 1),
        opens("3f2a", "brief", "3f2a", 1),
        opens(token[:-1], "brief", "3f2a", 1),
    ] == [False] * 5
