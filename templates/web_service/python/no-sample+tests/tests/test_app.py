"""What the application shows of itself."""

import re
import subprocess
import sys

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from <%- packageName %> import __version__
from <%- packageName %>.app import create_app

PACKAGE = "<%- packageName %>"
SECONDS = 20.0  # after which a test gives up


@pytest.fixture
def client() -> TestClient:
    """Return a client of the application."""
    return TestClient(create_app(), base_url="http://localhost")


def test_health_says_that_the_service_runs(client: TestClient) -> None:
    """Monitoring is told so, and with which version."""
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["version"] == __version__


def test_the_openapi_document_describes_refusals(client: TestClient) -> None:
    """Each status that may be answered instead is described in words."""
    document = client.get("/openapi.json").json()
    refusals = document["paths"]["/health"]["get"]["responses"]
    assert "application/json" in refusals["415"]["description"]
    assert "--allow-host" in refusals["421"]["description"]


def test_the_openapi_page_is_served(client: TestClient) -> None:
    """People find the document as a page."""
    response = client.get("/docs")
    assert response.status_code == 200
    assert "/openapi.json" in response.text


@pytest.fixture
def failing_app() -> FastAPI:
    """Return an application with a route that fails."""
    app = create_app()

    async def fail() -> None:
        raise RuntimeError("a secret")

    app.add_api_route("/failure", fail)
    return app


def test_a_failure_reaches_the_log(failing_app: FastAPI) -> None:
    """The server that runs the application gets the error, and logs it."""
    client = TestClient(failing_app, base_url="http://localhost")
    with pytest.raises(RuntimeError, match="a secret"):
        client.get("/failure")


def test_a_failure_is_answered_without_details(failing_app: FastAPI) -> None:
    """The client is told in the form of all refusals, and no more than that."""
    client = TestClient(failing_app, "http://localhost", raise_server_exceptions=False)
    failure = client.get("/failure")
    refusal = client.get("/health", headers={"Host": "x"})
    assert failure.status_code == 500
    assert failure.headers["Content-Type"] == refusal.headers["Content-Type"]
    assert failure.json()["detail"] == "The server has failed; its log says at what."
    assert "secret" not in failure.text


def test_other_servers_find_the_application() -> None:
    """It can be served by the command of uvicorn, with the name of the package."""
    command = [sys.executable, "-m", "uvicorn", "--factory", f"{PACKAGE}:create_app"]
    with subprocess.Popen(
        [*command, "--port", "0"], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        try:
            address = next(
                found[0]
                for line in server.stderr
                if (found := re.search(r"http://[\w.:]+", line))
            )
            health = httpx2.get(f"{address}/health", timeout=SECONDS)
        finally:
            server.terminate()
    assert health.status_code == 200
