"""The last resort."""

from unittest import mock

from django.test import RequestFactory

from cms.errors import server_error


def test_an_error_is_answered_though_its_page_fails(caplog):
    with mock.patch("articles.reading.errors.server_error", side_effect=OSError):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"Something went wrong" in response.content
    assert "failed as well" in caplog.text


def test_a_foreign_host_is_refused_and_leaves_no_traceback(client, caplog):
    assert (
        client.get("/favicon.ico/", headers={"host": "evil.invalid"}).status_code == 400
    )
    assert not caplog.records
