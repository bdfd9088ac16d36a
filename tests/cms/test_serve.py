"""`make run`: up to date, then served."""

import socket
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from cms.management.commands import serve


@pytest.fixture
def free_port(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.PORT = probe.getsockname()[1]
    return settings.PORT


@pytest.fixture
def commands():
    """The commands that `serve` would run, and the server that it would become."""
    with (
        mock.patch.object(serve, "call_command") as commands,
        mock.patch.object(serve.os, "execv") as server,
        mock.patch.object(serve.connections, "close_all"),
        mock.patch.object(serve, "collect_changed_static_files"),
    ):
        commands.server = server
        yield commands


class TestServe:
    def test_migrates_and_becomes_the_server(self, commands, free_port):
        call_command("serve")
        assert commands.call_args_list[0].args == ("migrate",)
        _program, words = commands.server.call_args.args
        assert str(free_port) in words
        assert words[-1] == "cms.wsgi:application"

    @pytest.mark.parametrize(
        ("is_demo", "command"), [(True, "load_demo"), (False, "create_admin")]
    )
    def test_fills_an_empty_newsroom(
        self, commands, free_port, settings, is_demo, command
    ):
        settings.DEMO = is_demo
        call_command("serve")
        assert commands.call_args_list[-1] == mock.call(command, if_empty=True)

    def test_says_which_port_is_taken_and_touches_nothing(self, commands, settings):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            settings.PORT = other.getsockname()[1]
            with pytest.raises(CommandError, match=f"Port {settings.PORT} .* PORT="):
                call_command("serve")
        commands.assert_not_called()


class TestStaticFiles:
    @pytest.fixture
    def static(self, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        with mock.patch.object(serve, "call_command") as collect:
            yield collect

    def test_are_collected_once(self, static):
        serve.collect_changed_static_files()
        serve.collect_changed_static_files()
        static.assert_called_once()

    def test_are_collected_again_when_one_changes(self, static):
        for fingerprint in ("before", "after"):
            with mock.patch.object(
                serve, "static_fingerprint", return_value=fingerprint
            ):
                serve.collect_changed_static_files()
        assert static.call_count == 2
