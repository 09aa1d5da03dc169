"""What the routes of the tasks answer."""

import asyncio
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from <%- packageName %>.app import create_app
from <%- packageName %>.task_queue import open_queue
from <%- packageName %>.tasks import CAPACITY


@pytest.fixture
def client() -> TestClient:
    """Return a client of an application with an empty queue."""
    return TestClient(create_app(open_queue()), base_url="http://localhost")


def data(reply: dict[str, Any], action: str) -> object:
    """Return the data of a reply that reports the success of an action."""
    assert reply["status"] == "success"
    assert reply["action"] == action
    return reply["data"]


def message(response: Response, code: str) -> str:
    """Return the message of problem details with an error code."""
    assert response.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == response.status_code
    assert problem["error_code"] == code
    return str(problem["detail"])


def test_a_task_goes_through_the_queue(client: TestClient) -> None:
    """A task is added, listed, claimed, shown and done, and then is gone."""
    task = {"id": 1, "text": "Buy milk", "state": "pending"}
    added = client.post("/tasks", json={"text": " Buy milk "})
    assert added.status_code == 201
    assert data(added.json(), "added") == task
    assert data(client.get("/tasks").json(), "listed") == [task]
    task["state"] = "claimed"
    assert data(client.post("/tasks/next/claim").json(), "claimed") == task
    assert data(client.get("/tasks/1").json(), "shown") == task
    task["state"] = "done"
    assert data(client.post("/tasks/1/done").json(), "finished") == task
    listed = client.get("/tasks").json()
    assert data(listed, "listed") == []
    assert listed["metadata"] == {"count": 0}


def test_a_task_can_be_deleted(client: TestClient) -> None:
    """A deleted task is shown for the last time."""
    client.post("/tasks", json={"text": "Buy milk"})
    task = {"id": 1, "text": "Buy milk", "state": "pending"}
    assert data(client.delete("/tasks/1").json(), "deleted") == task
    assert data(client.get("/tasks").json(), "listed") == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/tasks/7"), ("POST", "/tasks/7/done"), ("DELETE", "/tasks/7")],
)
def test_unknown_tasks_are_named(client: TestClient, method: str, path: str) -> None:
    """A task that is not in the queue is a 404 that says which ones are."""
    client.post("/tasks", json={"text": "Buy milk"})
    response = client.request(method, path)
    assert response.status_code == 404
    expected = "Task '7' not found. Available tasks: 1"
    assert message(response, "not_found") == expected


def test_nothing_to_claim_is_said(client: TestClient) -> None:
    """A worker that comes too early is told so."""
    response = client.post("/tasks/next/claim")
    assert response.status_code == 404
    expected = "No task is pending. Ask again later."
    assert message(response, "not_found") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"title": "a"}', "Missing required field 'text' in request"),
        (b'{"text": " "}', "Invalid parameter 'text': got str, expected string of 1"),
        (b'{"text": 5}', "Invalid parameter 'text': got int, expected string of 1"),
        (b'{"text": "\\ud800"}', "Invalid parameter 'text': got str, expected "),
        (b"{text", "Invalid parameter 'body': got str, expected object"),
        (b"[1]", "Invalid parameter 'body': got list, expected object"),
        (b'"{text"', "Invalid parameter 'body': got str, expected object"),
        (b"", "Missing required field 'body' in request"),
    ],
)
def test_wrong_bodies_are_refused(
    client: TestClient, body: bytes, expected: str
) -> None:
    """A 422 says what is wrong with the body, and nothing is added."""
    headers = {"Content-Type": "application/json"}
    response = client.post("/tasks", content=body, headers=headers)
    assert response.status_code == 422
    assert message(response, "invalid_request").startswith(expected)
    assert data(client.get("/tasks").json(), "listed") == []


def test_wrong_ids_are_refused(client: TestClient) -> None:
    """An id that is no number is a 422 that says so."""
    response = client.get("/tasks/first")
    assert response.status_code == 422
    expected = "Invalid parameter 'task_id': got str, expected integer. Hint: "
    assert message(response, "invalid_request").startswith(expected)


def test_wrong_paths_and_methods_are_refused_alike(client: TestClient) -> None:
    """What no route takes has an answer of the same form, and its headers."""
    assert message(client.get("/task"), "not_found") == "Not Found"
    response = client.put("/tasks")
    assert message(response, "method_not_allowed") == "Method Not Allowed"
    assert response.headers["Allow"]


def test_a_full_queue_is_said() -> None:
    """A client whose task does not fit in is told so."""
    queue = open_queue()

    async def fill() -> None:
        await asyncio.gather(*(queue.add("a") for _ in range(CAPACITY)))

    asyncio.run(fill())
    client = TestClient(create_app(queue), base_url="http://localhost")
    response = client.post("/tasks", json={"text": "b"})
    assert response.status_code == 507
    expected = "The queue is full: 1000 tasks. Try again later."
    assert message(response, "insufficient_storage") == expected


def test_the_openapi_document_describes_problems(client: TestClient) -> None:
    """What is refused is documented with its media type and its members."""
    document = client.get("/openapi.json").json()
    refusals = document["paths"]["/tasks/{task_id}/done"]["post"]["responses"]
    for status in ("403", "404", "413", "415", "421", "422", "500"):
        schema = refusals[status]["content"]["application/problem+json"]["schema"]
        assert {"type", "title", "status", "detail"} <= set(schema["required"])
