import pytest

from planspiel import addresses

HERE = "198.51.100.4"


@pytest.fixture
def network(monkeypatch):
    """The machine has a number in a network, and the server answers there."""
    monkeypatch.setattr(addresses, "lan_address", lambda: HERE)
    monkeypatch.setattr(addresses._Listening, "to_network", True)
    return monkeypatch


@pytest.mark.parametrize(
    ("seen", "given"),
    [
        ("http://localhost:8000", f"http://{HERE}:8000"),
        ("http://127.0.0.1:8000", f"http://{HERE}:8000"),
        ("http://localhost", f"http://{HERE}"),
        ("http://192.0.2.9:8000", "http://192.0.2.9:8000"),
        ("http://rathaus.example:8000", "http://rathaus.example:8000"),
    ],
)
def test_phones_get_an_address_they_can_reach(network, settings, seen, given):
    settings.BASE_URL = ""
    assert addresses.base_for_phones(seen) == given


def test_configured_address_wins(network, settings):
    settings.BASE_URL = "https://planspiel.example"
    assert addresses.base_for_phones("http://localhost:8000") == "https://planspiel.example"


def test_server_for_this_machine_alone_hands_out_what_the_browser_sees(network, settings):
    settings.BASE_URL = ""
    network.setattr(addresses._Listening, "to_network", False)
    assert addresses.base_for_phones("http://localhost:8000") == "http://localhost:8000"


def test_without_a_network_nothing_better_is_known(network, settings):
    settings.BASE_URL = ""
    network.setattr(addresses, "lan_address", lambda: None)
    assert addresses.base_for_phones("http://localhost:8000") == "http://localhost:8000"


def test_listening_address_decides_whether_phones_can_come(monkeypatch):
    monkeypatch.setattr(addresses._Listening, "to_network", False)
    addresses.listening_on("0.0.0.0", 8000)
    assert addresses._Listening.to_network
    addresses.listening_on("127.0.0.1", 8000)
    assert not addresses._Listening.to_network
