"""What is refused before a route sees it, as browsers and other clients send it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from <%- packageName %>.app import create_app
from <%- packageName %>.guard import LARGEST
from <%- packageName %>.task_queue import open_queue

ORIGIN = "http://localhost:8000"
TASK = b'{"text": "Buy milk"}'
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def client() -> TestClient:
    """Return a client of an application with an empty queue."""
    return TestClient(create_app(open_queue()), base_url=ORIGIN)


def test_a_page_of_the_server_itself_may_add_a_task(client: TestClient) -> None:
    """The page of the OpenAPI document sends JSON, and its own origin."""
    headers = {"Content-Type": "application/json; charset=utf-8", "Origin": ORIGIN}
    assert client.post("/tasks", content=TASK, headers=headers).status_code == 201


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/plain; application/json", "application/jsonp", ""],
)
def test_only_json_is_read(client: TestClient, content_type: str) -> None:
    """What a page can send to other servers without asking makes no task."""
    headers = {"Content-Type": content_type}
    response = client.post("/tasks", content=TASK, headers=headers)
    assert response.status_code == 415
    assert "application/json" in response.json()["detail"]
    assert "milk" not in client.get("/tasks").text


def test_a_form_makes_no_task(client: TestClient) -> None:
    """Neither does a form that a page sends."""
    assert client.post("/tasks", data={"text": "Buy milk"}).status_code == 415


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost:8001", "http://[", "null"],
)
def test_pages_of_other_servers_are_refused(client: TestClient, origin: str) -> None:
    """Another origin may neither add a task nor claim one, nor ask whether it may."""
    client.post("/tasks", content=TASK, headers=JSON)
    headers = {"Origin": origin}
    for method, path in (
        ("POST", "/tasks"),
        ("POST", "/tasks/next/claim"),
        ("OPTIONS", "/tasks"),
        ("DELETE", "/tasks/1"),
    ):
        assert client.request(method, path, headers=headers).status_code == 403
    assert '"pending"' in client.get("/tasks").text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", ""])
def test_other_names_of_the_server_are_refused(client: TestClient, host: str) -> None:
    """A name that somebody else had point to this machine reads nothing."""
    response = client.get("/tasks", headers={"Host": host})
    assert response.status_code == 421
    assert "--allow-host" in response.json()["detail"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST", "[::1]:8000"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    """Each works with any port."""
    assert client.get("/tasks", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("allowed", ["Tasks.example", "*"])
def test_names_can_be_allowed(allowed: str) -> None:
    """A server behind a proxy has another name."""
    app = create_app(open_queue(), [allowed])
    client = TestClient(app, base_url="https://tasks.example")
    headers = {"Origin": "https://tasks.example", **JSON}
    assert client.post("/tasks", content=TASK, headers=headers).status_code == 201


def test_a_large_body_is_refused(client: TestClient) -> None:
    """One whose length is said is not read, however long it is."""
    body = b'{"text": "%s"}' % (b"a" * LARGEST)
    response = client.post("/tasks", content=body, headers=JSON)
    assert response.status_code == 413
    assert str(LARGEST) in response.json()["detail"]


def test_a_large_body_of_unknown_length_is_refused(client: TestClient) -> None:
    """One that comes in parts is refused, too."""

    def parts() -> Iterator[bytes]:
        yield from [b" " * 8192] * 9

    response = client.post("/tasks", content=parts(), headers=JSON)
    assert response.status_code == 413
    assert str(LARGEST) in response.json()["detail"]
