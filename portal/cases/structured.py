"""A case as search engines read it: schema.org, made of what the page shows."""

from typing import Any

from portal.core import richtext


def article(case: Any, url: str, topics: list[str]) -> dict[str, Any]:
    """An Article; a common issue with steps is a HowTo as well."""
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


def _day(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
