"""What is refused before a route sees it, as browsers and other clients send it."""

from collections.abc import Collection, Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from <%- packageName %>.app import create_app
from <%- packageName %>.guard import LARGEST, LOCAL_HOSTS

ORIGIN = "http://localhost:8000"
NOTE = b'{"text": "Buy milk"}'
JSON = {"Content-Type": "application/json"}


class Note(BaseModel):
    """What the route of these tests reads."""

    text: str


def connect(origin: str, hosts: Collection[str] = LOCAL_HOSTS) -> TestClient:
    """Return a client of an application that takes notes."""
    app = create_app(hosts)

    async def read(note: Note) -> Note:
        return note

    app.add_api_route("/notes", read, methods=["POST"])
    return TestClient(app, base_url=origin)


@pytest.fixture
def client() -> TestClient:
    """Return a client on this machine."""
    return connect(ORIGIN)


def test_a_page_of_the_server_itself_may_post(client: TestClient) -> None:
    """The page of the OpenAPI document sends JSON, and its own origin."""
    headers = {"Content-Type": "application/json; charset=utf-8", "Origin": ORIGIN}
    assert client.post("/notes", content=NOTE, headers=headers).status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/jsonp", ""])
def test_only_json_is_read(client: TestClient, content_type: str) -> None:
    """What a page can send to other servers without asking is refused."""
    headers = {"Content-Type": content_type}
    response = client.post("/notes", content=NOTE, headers=headers)
    assert response.status_code == 415
    assert "application/json" in response.json()["detail"]


def test_what_is_wrong_in_a_body_is_named(client: TestClient) -> None:
    """The client is told which part of it."""
    response = client.post("/notes", json={"text": 1})
    assert response.status_code == 422
    assert response.json()["detail"].startswith("body.text: ")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://[", "null"])
def test_pages_of_other_servers_are_refused(client: TestClient, origin: str) -> None:
    """Another origin may neither post, nor ask whether it may."""
    headers = {"Origin": origin}
    for method in ("POST", "OPTIONS"):
        assert client.request(method, "/notes", headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", ""])
def test_other_names_of_the_server_are_refused(client: TestClient, host: str) -> None:
    """A name that somebody else had point to this machine reads nothing."""
    response = client.get("/health", headers={"Host": host})
    assert response.status_code == 421
    assert "--allow-host" in response.json()["detail"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST", "[::1]:8000"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    """Each works with any port."""
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("allowed", ["Notes.example", "*"])
def test_names_can_be_allowed(allowed: str) -> None:
    """A server behind a proxy has another name."""
    client = connect("https://notes.example", [allowed])
    headers = {"Origin": "https://notes.example", **JSON}
    assert client.post("/notes", content=NOTE, headers=headers).status_code == 200


def test_a_large_body_is_refused(client: TestClient) -> None:
    """One whose length is said is not read, however long it is."""
    body = b'{"text": "%s"}' % (b"a" * LARGEST)
    response = client.post("/notes", content=body, headers=JSON)
    assert response.status_code == 413
    assert str(LARGEST) in response.json()["detail"]


def test_a_large_body_of_unknown_length_is_refused(client: TestClient) -> None:
    """One that comes in parts is refused, too."""

    def parts() -> Iterator[bytes]:
        yield from [b" " * 8192] * 9

    response = client.post("/notes", content=parts(), headers=JSON)
    assert response.status_code == 413
    assert str(LARGEST) in response.json()["detail"]
