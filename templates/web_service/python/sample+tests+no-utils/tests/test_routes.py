"""What the routes of the tasks answer."""

import asyncio

import pytest
from fastapi.testclient import TestClient

from <%- packageName %>.app import create_app
from <%- packageName %>.task_queue import open_queue
from <%- packageName %>.tasks import CAPACITY


@pytest.fixture
def client() -> TestClient:
    """Return a client of an application with an empty queue."""
    return TestClient(create_app(open_queue()), base_url="http://localhost")


def test_a_task_goes_through_the_queue(client: TestClient) -> None:
    """A task is added, listed, claimed, shown and done, and then is gone."""
    task = {"id": 1, "text": "Buy milk", "state": "pending"}
    added = client.post("/tasks", json={"text": " Buy milk "})
    assert (added.status_code, added.json()) == (201, task)
    assert client.get("/tasks").json() == [task]
    task["state"] = "claimed"
    assert client.post("/tasks/next/claim").json() == task
    assert client.get("/tasks/1").json() == task
    assert client.post("/tasks/1/done").json() == {**task, "state": "done"}
    assert client.get("/tasks").json() == []


def test_a_task_can_be_deleted(client: TestClient) -> None:
    """A deleted task is shown for the last time."""
    client.post("/tasks", json={"text": "Buy milk"})
    deleted = client.delete("/tasks/1")
    assert deleted.json() == {"id": 1, "text": "Buy milk", "state": "pending"}
    assert client.get("/tasks").json() == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/tasks/7"), ("POST", "/tasks/7/done"), ("DELETE", "/tasks/7")],
)
def test_unknown_tasks_are_named(client: TestClient, method: str, path: str) -> None:
    """A task that is not in the queue is a 404 that names it."""
    response = client.request(method, path)
    assert response.status_code == 404
    assert response.json() == {"detail": "There is no task 7 in the queue."}


def test_nothing_to_claim_is_said(client: TestClient) -> None:
    """A worker that comes too early is told so."""
    response = client.post("/tasks/next/claim")
    assert response.status_code == 404
    assert response.json() == {"detail": "No task is pending. Ask again later."}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"title": "a"}', "body.text: Field required"),
        (b'{"text": " "}', "body.text: String should have at least 1 character"),
        (b'{"text": 5}', "body.text: Input should be a valid string"),
        (b'{"text": "\\ud800"}', "body.text: Input should be a valid string, "),
        (b"{text", "body.1: JSON decode error"),
        (b"", "body: Field required"),
    ],
)
def test_wrong_bodies_are_refused(client: TestClient, body: bytes, detail: str) -> None:
    """A 422 says where in the body what is wrong, and nothing is added."""
    headers = {"Content-Type": "application/json"}
    response = client.post("/tasks", content=body, headers=headers)
    assert response.status_code == 422
    assert response.json()["detail"].startswith(detail)
    assert client.get("/tasks").json() == []


def test_a_full_queue_is_said() -> None:
    """A client whose task does not fit in is told so."""
    queue = open_queue()

    async def fill() -> None:
        await asyncio.gather(*(queue.add("a") for _ in range(CAPACITY)))

    asyncio.run(fill())
    client = TestClient(create_app(queue), base_url="http://localhost")
    response = client.post("/tasks", json={"text": "b"})
    assert response.status_code == 507
    assert response.json() == {
        "detail": "The queue is full: 1000 tasks. Try again later."
    }


def test_the_openapi_document_describes_problems(client: TestClient) -> None:
    """What is refused is documented with the form of the answer."""
    document = client.get("/openapi.json").json()
    refusals = document["paths"]["/tasks/{task_id}/done"]["post"]["responses"]
    for status in ("403", "404", "413", "415", "421", "422", "500"):
        schema = refusals[status]["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}
