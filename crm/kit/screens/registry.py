"""The addresses of screens, and all screens there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path

from crm.kit.addresses import announce, page_name
from crm.kit.cards import Page, pages_of, panels_of
from crm.kit.foresight import is_foreseen, makes_others
from crm.kit.screens.boxes import BoxScreen
from crm.kit.screens.cards import CardScreen
from crm.kit.screens.consequences import ConsequencesScreen, NewConsequencesScreen
from crm.kit.screens.deeds import DeedsScreen
from crm.kit.screens.delete import DeleteScreen
from crm.kit.screens.edit import AHEAD, AHEAD_OF_NEW, EditScreen, NewScreen
from crm.kit.screens.export import ExportChoice, ExportScreen
from crm.kit.screens.files import ImageScreen, image_field
from crm.kit.screens.filtering import FilterScreen
from crm.kit.screens.grid import NewRowScreen, RowScreen
from crm.kit.screens.known import add
from crm.kit.screens.known import all_screens as all_screens
from crm.kit.screens.known import screens_of as screens_of
from crm.kit.screens.lists import ListScreen
from crm.kit.screens.presence import VersionScreen
from crm.kit.screens.preview import PreviewScreen
from crm.kit.screens.single import SingleScreen
from crm.kit.screens.suggestions import SuggestionsScreen

if TYPE_CHECKING:
    from django.views import View

    from crm.kit.screens.declaration import Screens


def paths(*screens: Screens) -> list[URLPattern]:
    """The addresses of ``screens``, for the urls.py of their room. Raises ValueError for a model that has some."""
    found: list[URLPattern] = []
    for one in screens:
        add(one)
        announce(one.model)
        found += _addresses(one)
    return found


def _addresses(screens: Screens) -> list[URLPattern]:
    pages = pages_of(screens.model)
    of_list = [_at(screens, f"{page.path}/", page.path, page.view) for page in pages if page.of_list]
    if makes_others(screens.model):
        of_list.append(_at(screens, f"{AHEAD_OF_NEW}/", AHEAD_OF_NEW, NewConsequencesScreen))
    if is_foreseen(screens.model):
        pages.append(Page(AHEAD, ConsequencesScreen))
    if image_field(screens.model):
        pages.append(Page("image", ImageScreen))
    of_record = [_at(screens, f"<path:key>/{page.path}/", page.path, page.view) for page in pages if not page.of_list]
    if any(panel.lazy for panel in panels_of(screens.model)):
        of_record.append(_at(screens, "<path:key>/box/<slug:box>/", "box", BoxScreen))
    if screens.is_found_everywhere and any(field.name == "no" for field in screens.model._meta.concrete_fields):
        of_list.append(_at(screens, "suggestions/", "suggestions", SuggestionsScreen))
    if screens.is_single:
        return [_at(screens, "", "list", SingleScreen), *of_list, *of_record, *_of_record(screens)[1:]]
    of_list += [
        _at(screens, "", "list", ListScreen),
        _at(screens, "filter/", "filter", FilterScreen),
        _at(screens, "export/", "export", ExportScreen),
        _at(screens, "export/choice/", "export-choice", ExportChoice),
    ]
    of_record.append(_at(screens, "<path:key>/preview/", "preview", PreviewScreen))
    of_record.append(_at(screens, "<path:key>/deeds/", "deeds", DeedsScreen))
    if screens.is_kept:
        return [*of_list, *of_record, _of_record(screens)[-1]]
    if screens.is_grid:
        of_list.append(_at(screens, "row/", "new-row", NewRowScreen))
        of_record.append(_at(screens, "<path:key>/row/", "row", RowScreen))
    return [
        _at(screens, "new/", "new", NewScreen),
        *of_list,
        *of_record,
        *_of_record(screens),
    ]


def _of_record(screens: Screens) -> list[URLPattern]:
    return [
        _at(screens, "<path:key>/delete/", "delete", DeleteScreen),
        _at(screens, "<path:key>/version/", "version", VersionScreen),
        _at(screens, "<path:key>/edit/", "edit", EditScreen),
        _at(screens, "<path:key>/", "card", CardScreen),
    ]


def _at(screens: Screens, route: str, page: str, view: type[View]) -> URLPattern:
    options: dict[str, Any] = {"screens": screens}
    return path(f"{screens.prefix}{route}", view.as_view(**options), name=page_name(screens.model, page))
