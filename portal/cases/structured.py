"""A case as search engines read it: schema.org, made of what the page shows."""

from collections.abc import Sequence
from typing import Any

from portal.core import richtext


def article(
    case: Any, url: str, topics: list[str], translations: Sequence[tuple[str, str, bool]] = ()
) -> dict[str, Any]:
    """An Article; a common issue with steps is a HowTo as well. ``translations``: (language, address, is original)."""
    graph: list[dict[str, Any]] = [
        {
            "@type": "Article",
            "@id": url,
            "url": url,
            "headline": case.title,
            "description": case.excerpt,
            "inLanguage": case.language,
            "keywords": topics,
            "datePublished": _day(case.published_at),
            "dateModified": _day(case.checked_at),
            **_others(case, translations),
        }
    ]
    if case.kind == "common_issue" and case.steps:
        graph.append(
            {
                "@type": "HowTo",
                "name": case.title,
                "description": case.excerpt,
                "inLanguage": case.language,
                "step": [
                    {
                        "@type": "HowToStep",
                        "position": number,
                        "text": richtext.plain(step),
                        "url": f"{url}#step-{number}",
                    }
                    for number, step in enumerate(case.steps, 1)
                ],
            }
        )
    return {"@context": "https://schema.org", "@graph": [_known(each) for each in graph]}


def _others(case: Any, translations: Sequence[tuple[str, str, bool]]) -> dict[str, Any]:
    """An original names its translations, a translation what it was made from."""

    def named(code: str, url: str) -> dict[str, str]:
        return {"@type": "Article", "@id": url, "inLanguage": code}

    if case.original_id is None:
        return {"workTranslation": [named(code, url) for code, url, _ in translations]}
    return {"translationOfWork": next((named(code, url) for code, url, original in translations if original), None)}


def _day(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
