"""Build the same three shapes of response everywhere: plain dicts."""

from __future__ import annotations

import logging
import time
from typing import Any, Literal, TypedDict

__all__ = ["ErrorResponse", "PartialResponse", "Response", "SuccessResponse"]

logger = logging.getLogger(__name__)


class SuccessResponse(TypedDict):
    """What `Response.success` returns."""

    status: Literal["success"]
    action: str
    data: Any
    metadata: dict[str, Any]
    timestamp: float


class ErrorResponse(TypedDict):
    """What `Response.error` returns."""

    status: Literal["error"]
    error_code: str
    message: str
    recoverable: bool
    details: dict[str, Any]
    timestamp: float


class PartialResponse(TypedDict):
    """What `Response.partial` returns."""

    status: Literal["partial"]
    action: str
    succeeded: list[Any]
    failed: list[Any]
    metadata: dict[str, Any]
    timestamp: float


class Response:
    """Builds responses and logs that they were built.

    The log gets names and counts: the action or the error code, and how many
    succeeded. It never gets data, messages, metadata or details, which may
    hold what users entrusted to the program.
    """

    @staticmethod
    def success(
        action: str,
        data: object = None,
        **metadata: object,
    ) -> SuccessResponse:
        """Report that an action succeeded; logged at INFO.

        Args:
            action: What was done, as a fixed name: "created".
            data: The result, if there is one.
            **metadata: Facts about the result: `count=2`.

        Returns:
            A dict of status, action, data, metadata and timestamp.

        Example:
            >>> Response.success("listed", ["a", "b"], count=2)["metadata"]
            {'count': 2}

        """
        logger.info("success: %s", action, stacklevel=2)
        return {
            "status": "success",
            "action": action,
            "data": data,
            "metadata": metadata,
            "timestamp": time.time(),
        }

    @staticmethod
    def error(
        error_code: str,
        message: str,
        recoverable: bool = True,
        **details: object,
    ) -> ErrorResponse:
        """Report that an action failed; logged at ERROR, without the message.

        Args:
            error_code: What went wrong, as a fixed name: "not_found".
            message: What went wrong, for people.
            recoverable: Whether the caller can do something about it.
            **details: What the caller needs for that: `available=["a"]`.

        Returns:
            A dict of status, error_code, message, recoverable, details and
            timestamp.

        Example:
            >>> Response.error("not_found", "No 'b'.", available=["a"])[
            ...     "details"
            ... ]
            {'available': ['a']}

        """
        logger.error("error: %s", error_code, stacklevel=2)
        return {
            "status": "error",
            "error_code": error_code,
            "message": message,
            "recoverable": recoverable,
            "details": details,
            "timestamp": time.time(),
        }

    @staticmethod
    def partial(
        action: str,
        succeeded: list[Any],
        failed: list[Any],
        **metadata: object,
    ) -> PartialResponse:
        """Report that an action failed for some items; logged at WARNING.

        Args:
            action: What was done, as a fixed name: "deleted".
            succeeded: The items for which it worked.
            failed: The items for which it did not, best with the reason.
            **metadata: More facts; `succeeded_count` and `failed_count` are
                always those of the two lists.

        Returns:
            A dict of status, action, succeeded, failed, metadata and
            timestamp.

        Example:
            >>> Response.partial("deleted", ["a", "b"], ["c"])["metadata"]
            {'succeeded_count': 2, 'failed_count': 1}

        """
        counts = {
            "succeeded_count": len(succeeded),
            "failed_count": len(failed),
        }
        logger.warning(
            "partial: %s, %d succeeded, %d failed",
            action,
            *counts.values(),
            stacklevel=2,
        )
        return {
            "status": "partial",
            "action": action,
            "succeeded": succeeded,
            "failed": failed,
            "metadata": {**metadata, **counts},
            "timestamp": time.time(),
        }

    @staticmethod
    def to_problem_details(
        error: ErrorResponse,
        /,
        status: int,
        **members: object,
    ) -> dict[str, Any]:
        """Convert an error to the problem details of RFC 9457.

        Send them with that status, as `application/problem+json`.

        Args:
            error: What `Response.error` returned.
            status: The status code of the HTTP response: 404.
            **members: More members, such as `instance`, or other values of
                the members below, such as `type`.

        Returns:
            A dict of type ("about:blank"), title (the error code in words),
            status and detail (the message); then, as extension members,
            error_code, recoverable, details and timestamp.

        Example:
            >>> error = Response.error("not_found", "There is no 'b'.")
            >>> Response.to_problem_details(error, 404)["title"]
            'Not found'

        """
        title = error["error_code"].replace("_", " ")
        return {
            "type": "about:blank",
            "title": title[:1].upper() + title[1:],
            "status": status,
            "detail": error["message"],
            "error_code": error["error_code"],
            "recoverable": error["recoverable"],
            "details": error["details"],
            "timestamp": error["timestamp"],
            **members,
        }
