"""Build hook: compile the message catalogues, so that a wheel carries ``.mo`` files."""

import io
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    def initialize(self, version, build_data):
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in Path(self.root, "portal", "translations").glob("*/LC_MESSAGES/*.po"):
            compiled = io.BytesIO()
            write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=source.parts[-3]))
            source.with_suffix(".mo").write_bytes(compiled.getvalue())
