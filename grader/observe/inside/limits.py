"""What a process may use at most, as the system itself holds it to."""

from __future__ import annotations

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]


def limit(limits: dict[str, int]) -> None:
    """Set limits of this process and all that it starts, by the names in `resource`."""
    if resource is None:  # Windows has no such limits; the parent's clock still holds
        return
    for name, amount in limits.items():
        number = getattr(resource, name)
        _, hard = resource.getrlimit(number)
        most = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(number, (most, most))
