"""Adding papers in the app: kept at once, filled in when the answer comes, whoever answers or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste

from tests.online.server import Service, serving
from tests.tui.app.desk import Desk, open_desk
from tui.config import Online, Settings
from tui.screens.dialogue import Menu, Prompt

TITLE = "Bees Prefer Shallow Networks"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Service]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tui.wire.sleep", lambda seconds: None)
    with serving() as running:
        yield running


def settings(service: Service) -> Settings:
    return Settings(online=Online(bases=service.bases))


def titles(desk: Desk) -> list[str]:
    return [paper.title for paper in desk.reader.papers(desk.reader.ids())]


async def test_what_is_typed_is_looked_up_and_undone_in_two_steps(service: Service, path: Path) -> None:
    async with open_desk(path, settings=settings(service)) as desk:
        await desk.press("A")
        assert isinstance(desk.app.screen, Prompt)
        await desk.type("2301.00001")
        await desk.press("enter")
        assert TITLE in titles(desk)
        assert f"Added “{TITLE}”" in desk.toasts()
        await desk.press("u")
        assert "arXiv:2301.00001" in titles(desk)
        await desk.press("u")
        assert "arXiv:2301.00001" not in titles(desk)


async def test_a_paste_beside_the_filter_is_confirmed_first(service: Service, path: Path) -> None:
    async with open_desk(path, settings=settings(service)) as desk:
        desk.app.screen.post_message(Paste("https://arxiv.org/abs/2301.00001v2\n10.5555/teacup.7"))
        await desk.settle()
        assert isinstance(desk.app.screen, Prompt)
        assert TITLE not in titles(desk)
        await desk.press("enter")
        assert {TITLE, "Cold Fusion in a Teacup"} <= set(titles(desk))
        assert "“Cold Fusion in a Teacup” is retracted: https://doi.org/10.5555/teacup" in desk.toasts()


async def test_a_paste_of_prose_does_nothing(service: Service, path: Path) -> None:
    async with open_desk(path, settings=settings(service)) as desk:
        desk.app.screen.post_message(Paste("some words that name no paper"))
        await desk.settle()
        assert desk.on_desk


async def test_without_a_network_it_is_kept_and_the_reason_told(service: Service, path: Path) -> None:
    for site in ("arxiv", "semantic-scholar", "openalex"):
        service.fail(site, "403")
    async with open_desk(path, settings=settings(service)) as desk:
        await desk.press("A")
        await desk.type("2301.00001")
        await desk.press("enter")
        assert desk.reader.count("is:pending") == 1
        assert "Kept for later: arXiv refuses to answer (HTTP 403)" in desk.toasts()


async def test_a_title_offers_candidates(service: Service, path: Path) -> None:
    async with open_desk(path, settings=settings(service)) as desk:
        await desk.press("A")
        await desk.type("shallow networks")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Menu)
        assert TITLE in desk.text()
        await desk.press("enter")
        assert TITLE in titles(desk)
        assert "Journal of Made-up Ecology" in desk.reader.paper(desk.reader.newest()).venue  # type: ignore[operator]


async def test_what_names_nothing_is_told(service: Service, path: Path) -> None:
    async with open_desk(path, settings=settings(service)) as desk:
        await desk.press("A")
        await desk.type("huh")
        await desk.press("enter")
        assert "“huh” is no identifier" in desk.toasts()
        assert service.asked == []
