"""Probes for operators."""

from unittest import mock

import pytest
from django.db import OperationalError


def test_live_asks_nothing(client):
    response = client.get("/health/live/")
    assert response.json() == {"status": "ok"}
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client):
    response = client.get("/health/ready/")
    assert response.status_code == 200
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok"}


def test_not_ready_while_a_migration_is_missing(client):
    with mock.patch("cms.health.MigrationExecutor") as executor:
        executor.return_value.migration_plan.return_value = [("0002_more", False)]
        response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "missing"


def test_not_ready_without_a_database(client):
    with mock.patch("cms.health.MigrationExecutor", side_effect=OperationalError):
        response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
