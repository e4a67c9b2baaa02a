"""What can go wrong in an action. ``web/errors.py`` turns each into an answer in the reader's language."""


class PortalError(Exception):
    """A refusal with a reason. ``text`` may be a lazy translation and is shown to the person."""

    status = 400

    def __init__(self, text: object = "") -> None:
        super().__init__(text)
        self.text = text


class Invalid(PortalError):
    """What was sent is wrong. ``field`` names the form field that the text stands beside ('' for the whole form)."""

    status = 422

    def __init__(self, text: object, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class SignInNeeded(PortalError):
    """The action needs a signed-in member."""

    status = 401


class Forbidden(PortalError):
    """Visible, but not allowed to this actor."""

    status = 403


class NotFound(PortalError):
    """Not there, or not visible to this actor: the two look the same."""

    status = 404


class Conflict(PortalError):
    """Someone was quicker, or the same key came with another text. ``current`` carries what stands now."""

    status = 409

    def __init__(self, text: object, current: object = None) -> None:
        super().__init__(text)
        self.current = current


class Unavailable(PortalError):
    """A part of the machine is down for the moment; try again."""

    status = 503
