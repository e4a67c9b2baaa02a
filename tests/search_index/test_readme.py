"""The example of the library's README does what it says."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "search_index" / "README.md"


def test_it_works(capsys):
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"print\(.*\)  # (.*)", block)
