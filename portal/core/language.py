"""The three languages of the product."""

CODES = ("en", "ru", "uk")
NAMES = {"en": "English", "ru": "Русский", "uk": "Українська"}


def best(accepted: str | None, default: str = "en") -> str:
    """``Accept-Language`` -> one of ours. Malformed headers give the default."""
    weighed = []
    for position, part in enumerate((accepted or "")[:500].split(",")):
        code, _, rest = part.strip().partition(";")
        quality = rest.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        base = code.split("-")[0].lower()
        if base in CODES and weight > 0:
            weighed.append((-weight, position, base))
    return min(weighed)[2] if weighed else default
