"""What the application shows of itself."""

import pytest
from fastapi.testclient import TestClient

from <%- packageName %> import __version__
from <%- packageName %>.app import create_app
from <%- packageName %>.task_queue import open_queue


@pytest.fixture
def client() -> TestClient:
    """Return a client of an application with an empty queue."""
    return TestClient(create_app(open_queue()), base_url="http://localhost")


def test_health_says_that_the_service_runs(client: TestClient) -> None:
    """Monitoring is told so, and with which version."""
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["version"] == __version__


def test_readiness_says_that_it_takes_tasks(client: TestClient) -> None:
    """A load balancer sends requests here."""
    response = client.get("/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


def test_the_openapi_document_lists_every_route(client: TestClient) -> None:
    """Each route is documented with a summary of its own."""
    paths = client.get("/openapi.json").json()["paths"]
    summaries = {
        (method, path): operation["summary"]
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    assert summaries == {
        ("post", "/tasks"): "Add a task",
        ("get", "/tasks"): "List the tasks",
        ("get", "/tasks/{task_id}"): "Show a task",
        ("post", "/tasks/next/claim"): "Claim the oldest pending task",
        ("post", "/tasks/{task_id}/done"): "Report that a task is done",
        ("delete", "/tasks/{task_id}"): "Delete a task",
        ("get", "/health"): "Tell whether the service runs",
        ("get", "/ready"): "Tell whether the service takes tasks",
    }


def test_the_openapi_document_describes_refusals(client: TestClient) -> None:
    """Each status that may be answered instead is described in words."""
    document = client.get("/openapi.json").json()
    refusals = document["paths"]["/tasks/{task_id}/done"]["post"]["responses"]
    assert refusals["404"]["description"].startswith("The queue has no such task")
    assert "application/json" in refusals["415"]["description"]


def test_the_openapi_page_is_served(client: TestClient) -> None:
    """People find the document as a page."""
    response = client.get("/docs")
    assert response.status_code == 200
    assert "/openapi.json" in response.text
