"""Look for barriers on a page with axe-core, and leave out those that are not ours to mend."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


@dataclass(frozen=True, slots=True)
class Theirs:
    """A rule that a library's own markup breaks inside a selector, and why we cannot mend it."""

    rule: str
    selector: str
    reason: str


KNOWN: tuple[Theirs, ...] = ()

INSIDE = """([targets, selectors]) => targets.map((target) => {
  const element = document.querySelector(target);
  return selectors.some((selector) => element !== null && element.closest(selector) !== null);
})"""


def ours(page: Page, violation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the nodes of a violation that no known exception covers."""
    selectors = [known.selector for known in KNOWN if known.rule == violation["id"]]
    targets = [node["target"][0] for node in violation["nodes"]]
    covered = page.evaluate(INSIDE, [targets, selectors])
    return [node for node, theirs in zip(violation["nodes"], covered, strict=True) if not theirs]


def barriers(page: Page) -> list[str]:
    """Return our serious and critical violations: rule, help and the markup that breaks it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        f"  at {node['target'][0]}\n  {node['html']}\n  {node['failureSummary']}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in ours(page, violation)
    ]
